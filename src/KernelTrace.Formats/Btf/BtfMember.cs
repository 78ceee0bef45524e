using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Btf;

/// <summary>A member of a struct or union.</summary>
/// <param name="Name">Its name; empty for an anonymous struct or union.</param>
/// <param name="Type">Its type.</param>
/// <param name="BitOffset">Bits from the start of the struct that it was asked of.</param>
/// <param name="BitSize">Bits it takes; 0 where its type has no size, as that of a flexible array.</param>
/// <param name="IsBitfield">Whether it was declared with a number of bits.</param>
public readonly record struct BtfMember(string Name, BtfType Type, long BitOffset, long BitSize, bool IsBitfield)
{
    /// <summary>Bytes from the start of the struct; for a bitfield, of the byte that its first bit is in.</summary>
    public long Offset => BitOffset / 8;

    /// <summary>Whether it is a signed integer or enum.</summary>
    public bool Signed => Type.IsSigned;

    /// <summary>The same, for those who know nothing of BTF.</summary>
    public KernelMember ToKernelMember() =>
        new(BitOffset, (int)Math.Min(BitSize, int.MaxValue), Signed, Type.Unqualified.ToString());

    /// <summary>The member as in C: <c>unsigned int type : 4</c>.</summary>
    public override string ToString() => Type.Declare(Name) + (IsBitfield ? $" : {BitSize}" : "");
}
