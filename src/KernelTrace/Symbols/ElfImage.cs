using KernelTrace.Formats.Symbols;

namespace KernelTrace.Symbols;

/// <summary>What a file that code runs from tells of it.</summary>
internal sealed class ElfImage(ElfFile? file, ElfSymbols? symbols)
{
    /// <summary>A file that is gone, may not be read, or is no ELF file.</summary>
    public static ElfImage None { get; } = new(null, null);

    public long MemorySize => 1000 + (symbols?.MemorySize ?? 0);

    /// <summary>Reads a file; <see cref="None"/> for one that is no ELF file.</summary>
    public static ElfImage Read(ByteSource source)
    {
        try
        {
            ElfFile file = ElfFile.Read(source);
            return new ElfImage(file, ElfSymbols.Read(file, source));
        }
        catch (ElfException)
        {
            return None;
        }
    }

    /// <summary>The function at a place of the file, and the distance from its beginning.</summary>
    public bool TryFind(ulong fileOffset, out ElfSymbol symbol, out ulong offset)
    {
        symbol = default;
        offset = 0;
        if (file is null || !file.TryFindAddress(fileOffset, out ulong address) || !symbols!.TryFind(address, out symbol)) return false;
        offset = address - symbol.Address;
        return true;
    }
}
