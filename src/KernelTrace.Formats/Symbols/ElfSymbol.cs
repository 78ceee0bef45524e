namespace KernelTrace.Formats.Symbols;

/// <summary>A function of an ELF file.</summary>
/// <param name="Name">Its name, as the linker knows it.</param>
/// <param name="Address">Where it begins in memory, before a position-independent file is moved.</param>
/// <param name="Size">Bytes; up to what comes next where the file does not tell.</param>
public readonly record struct ElfSymbol(string Name, ulong Address, ulong Size)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
