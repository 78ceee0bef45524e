namespace KernelTrace.Formats.Symbols;

/// <summary>A section of a file (section header).</summary>
/// <param name="Type">2 symbols, 3 strings, 11 symbols of the dynamic linker, ...: <c>SHT_*</c>.</param>
/// <param name="Flags">2 in memory, 4 executable, ...: <c>SHF_*</c>.</param>
/// <param name="Address">Where it is in memory; 0 where it is not.</param>
/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Link">For symbols, the number of the section with their names.</param>
/// <param name="EntrySize">Bytes of an entry.</param>
public readonly record struct ElfSection(uint Type, ulong Flags, ulong Address, ulong Offset, ulong Size, uint Link, ulong EntrySize)
{
    /// <summary>SHT_SYMTAB, SHT_NOBITS, SHT_DYNSYM.</summary>
    public const uint Symbols = 2, NoBits = 8, DynamicSymbols = 11;
}
