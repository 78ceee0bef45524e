using KernelTrace.Formats.Btf;

namespace KernelTrace.Formats.Probes;

/// <summary>Where a value is when a probe is hit, and what it is.</summary>
/// <param name="Fetch">What the kernel fetches: the value itself (<c>$arg1</c>), or the address that it lies behind.</param>
/// <param name="InMemory">Whether the value lies in memory.</param>
/// <param name="BitOffset">Bits from that address, or from the value's lowest bit.</param>
/// <param name="Type">What it is; <c>void</c> where that is not known.</param>
/// <param name="IsUser">Whether the memory is the process's; of a pointer in a register, what it points to.</param>
/// <param name="IsText">Whether the kernel itself holds it as text, as fields of events.</param>
/// <param name="BitSize">Bits of a bitfield; 0 for what is none.</param>
/// <param name="IsTextPointer">Whether it is known, beside its type, that it points to text that is not to be changed.</param>
public readonly record struct ProbePlace(string Fetch, bool InMemory, long BitOffset, BtfType Type, bool IsUser = false, bool IsText = false,
    long BitSize = 0, bool IsTextPointer = false)
{
    /// <summary>A value of a type that is not known.</summary>
    public static ProbePlace Unknown(string fetch) => new(fetch, false, 0, default);

    /// <summary>Whether nothing is known of its type.</summary>
    public bool IsUntyped => Type.Kind == BtfKind.Void;
}
