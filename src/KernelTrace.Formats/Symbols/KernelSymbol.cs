using System.Globalization;

namespace KernelTrace.Formats.Symbols;

/// <summary>A symbol of the kernel or of one of its modules.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it begins.</param>
/// <param name="Size">Bytes up to the symbol behind it; 0 where there is none.</param>
/// <param name="Module">The module it is in; null for the kernel itself.</param>
public readonly record struct KernelSymbol(string Name, ulong Address, ulong Size, string? Module)
{
    /// <summary>An address within the symbol as the kernel's <c>%pS</c> prints it:
    /// <c>ext4_sync_file+0x1a/0x2b0 [ext4]</c>.</summary>
    /// <remarks>Source: <c>__sprint_symbol</c>, <c>kernel/kallsyms.c</c>.</remarks>
    public string WithOffset(ulong address) => string.Create(CultureInfo.InvariantCulture,
        $"{Name}+0x{address - Address:x}/0x{Size:x}{(Module is null ? "" : $" [{Module}]")}");

    /// <summary>The symbol as the kernel's <c>%ps</c> prints it: <c>ext4_sync_file [ext4]</c>.</summary>
    public override string ToString() => Module is null ? Name : $"{Name} [{Module}]";
}
