using System.Globalization;

namespace KernelTrace.Symbols;

/// <summary>Where an address of a process is.</summary>
/// <param name="Name">The function; null where the file names none there.</param>
/// <param name="Offset">Bytes from the function's beginning; 0 without a function.</param>
/// <param name="Size">Bytes of the function; 0 without one.</param>
/// <param name="File">The file, as the process sees it; a name in brackets for other memory, <c>[anon]</c> where it has
/// none, such as compiled at run time.</param>
/// <param name="FileOffset">Bytes from the file's beginning; without a file, from the beginning of the mapping.</param>
public readonly record struct UserSymbol(string? Name, ulong Offset, ulong Size, string File, ulong FileOffset)
{
    /// <summary><c>malloc+0x1a (/usr/lib/libc.so.6)</c>, or <c>/usr/lib/libx.so[+0x1a20]</c> where no function is
    /// known.</summary>
    public override string ToString() => Name is null
        ? string.Create(CultureInfo.InvariantCulture, $"{File}[+0x{FileOffset:x}]")
        : string.Create(CultureInfo.InvariantCulture, $"{Name}+0x{Offset:x} ({File})");
}
