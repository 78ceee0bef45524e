using System.Globalization;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Probes;

/// <summary>A function of a program or a library.</summary>
public sealed class UserFunction
{
    private readonly ElfFunction _symbol;
    private string? _demangled;
    private bool _wasDemangled;

    internal UserFunction(ElfFunction symbol, long fileOffset) => (_symbol, FileOffset) = (symbol, fileOffset);

    /// <summary>Its name as the linker knows it, without a version.</summary>
    public string Name => _symbol.Name;

    /// <summary>Its name in C++ or Rust, such as <c>Foo::bar(int)</c>; null where it is not of one of these.</summary>
    public string? DemangledName
    {
        get
        {
            if (!_wasDemangled) (_demangled, _wasDemangled) = (MangledName.Demangle(Name), true);
            return _demangled;
        }
    }

    /// <summary>Its version, such as <c>GLIBC_2.14</c>; null where it has none.</summary>
    public string? Version => _symbol.Version;

    /// <summary>Whether a program that is linked now gets this version; true for one without.</summary>
    public bool IsDefaultVersion => _symbol.IsDefaultVersion;

    /// <summary>Where it begins in memory, before a position-independent file is moved.</summary>
    public ulong Address => _symbol.Address;

    /// <summary>Bytes; 0 where the file does not tell.</summary>
    public ulong Size => _symbol.Size;

    /// <summary>Bytes from the start of the file to its first instruction: what a uprobe is set by.</summary>
    public long FileOffset { get; }

    /// <summary>Who may use it.</summary>
    public ElfBinding Binding => _symbol.Binding;

    /// <summary>Whether a resolver stands here that chooses the real function, once, when a program starts
    /// (STT_GNU_IFUNC): a probe is hit by the choice, not by the calls.</summary>
    public bool IsIndirect => _symbol.IsIndirect;

    /// <summary>Where in the file a place behind the function's beginning is.</summary>
    /// <param name="distance">Bytes.</param>
    /// <exception cref="UserSymbolException">It is outside of the function; of one whose size is not known, before
    /// it.</exception>
    public long OffsetAt(long distance)
    {
        if (distance >= 0 && (Size == 0 ? distance < long.MaxValue - FileOffset : (ulong)distance < Size)) return FileOffset + distance;
        throw new UserSymbolException(UserSymbolReason.OutsideFunction, Name, Size == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{distance} bytes before {this} is another place: name what is there")
            : string.Create(CultureInfo.InvariantCulture, $"{this}+0x{distance:x} is outside of the function, which has 0x{Size:x} bytes"));
    }

    /// <summary>The name with its version: <c>memcpy@@GLIBC_2.14</c>.</summary>
    public override string ToString() => _symbol.ToString();
}
