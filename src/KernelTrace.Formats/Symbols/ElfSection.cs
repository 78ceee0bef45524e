namespace KernelTrace.Formats.Symbols;

/// <summary>A section of a file (section header).</summary>
/// <param name="Type">2 symbols, 3 strings, 11 symbols of the dynamic linker, ...: <c>SHT_*</c>.</param>
/// <param name="Flags">2 in memory, 4 executable, ...: <c>SHF_*</c>.</param>
/// <param name="Address">Where it is in memory; 0 where it is not.</param>
/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Link">For symbols, the number of the section with their names.</param>
/// <param name="EntrySize">Bytes of an entry.</param>
/// <param name="Name">Where its name begins in the section of their names: <see cref="ElfFile.TryFindSection"/>.</param>
public readonly record struct ElfSection(uint Type, ulong Flags, ulong Address, ulong Offset, ulong Size, uint Link, ulong EntrySize, uint Name)
{
    /// <summary>SHT_SYMTAB, SHT_DYNAMIC, SHT_NOTE, SHT_NOBITS, SHT_DYNSYM.</summary>
    public const uint Symbols = 2, Dynamic = 6, Notes = 7, NoBits = 8, DynamicSymbols = 11;

    /// <summary>SHT_GNU_verdef, SHT_GNU_verneed, SHT_GNU_versym.</summary>
    public const uint VersionsDefined = 0x6ffffffd, VersionsNeeded = 0x6ffffffe, VersionOfSymbol = 0x6fffffff;

    /// <summary>Whether code may run in it (SHF_EXECINSTR).</summary>
    public bool IsExecutable => (Flags & 4) != 0;
}
