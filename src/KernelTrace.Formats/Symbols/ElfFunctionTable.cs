namespace KernelTrace.Formats.Symbols;

/// <summary>The functions of an ELF file by their names: all of every symbol table, with those that are imported. Names
/// become texts when they are asked for.</summary>
/// <remarks>
/// Labels of assembly, which have no type, count as functions where they stand in a section of code. The linker writes the
/// version of a function into its name in the one table (<c>memcpy@@GLIBC_2.14</c>; <c>@</c> for one that is not the
/// default), and beside the other (<see cref="ElfVersions"/>). The layout of a symbol: <see cref="ElfSymbolReader"/>.
/// </remarks>
public sealed class ElfFunctionTable
{
    private const long LargestTable = 256 << 20, MostCharacters = 128 << 20;
    private const int NoType = 0, Function = 2, IndirectFunction = 10, ReservedSections = 0xff00;
    private const int MostTables = 8; // two in truth

    private readonly List<Entry> _entries = [];
    private readonly List<(ReadOnlyMemory<byte> Text, ElfVersions Versions)> _tables = [];

    private ElfFunctionTable()
    {
    }

    /// <summary>How many there are, imports and aliases counted.</summary>
    public int Count => _entries.Count;

    /// <summary>One of them.</summary>
    /// <param name="index">From 0, in the order of the file.</param>
    public ElfFunction this[int index]
    {
        get
        {
            Entry one = _entries[index];
            (ReadOnlyMemory<byte> text, ElfVersions versions) = _tables[one.Table];
            string name = ElfText.At(text.Span, one.Name)!;
            string? version = versions.Of(one.Symbol, out bool isDefault);
            int at = name.IndexOf('@', StringComparison.Ordinal);
            if (at > 0)
            {
                isDefault = at + 1 < name.Length && name[at + 1] == '@';
                version ??= name[(at + (isDefault ? 2 : 1))..];
                name = name[..at];
            }

            return new ElfFunction(name, version, one.IsImport || isDefault, one.Address, one.Size,
                (ElfBinding)Math.Min(one.Info >> 4, (int)ElfBinding.Other), (one.Info & 15) == IndirectFunction, one.IsImport, (one.Info & 15) != NoType);
        }
    }

    /// <summary>Reads the functions of a file. A table that is not all there gives those that are.</summary>
    public static ElfFunctionTable Read(ElfFile file, ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(source);
        var functions = new ElfFunctionTable();
        for (int i = 0; i < file.Sections.Count; i++)
        {
            ElfSection section = file.Sections[i];
            if (IsTable(file, section) && functions._tables.Count < MostTables)
                functions.Collect(file, source, i, file.Sections[(int)section.Link]);
        }

        return functions;
    }

    /// <summary>Where the symbols of every kind are, data included, by their names; the first of those that share one.</summary>
    public static IReadOnlyDictionary<string, ulong> ReadAddresses(ElfFile file, ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(source);
        var addresses = new Dictionary<string, ulong>();
        long characters = 0;
        foreach (ElfSection table in file.Sections.Where(one => IsTable(file, one)).Take(MostTables))
        {
            ReadOnlySpan<byte> text = Bytes(source, file.Sections[(int)table.Link]).Span;
            ElfWords words = file.Words;
            int size = words.Is64 ? 24 : 16;
            for (ReadOnlySpan<byte> symbols = Bytes(source, table).Span; symbols.Length >= size; symbols = symbols[size..])
            {
                if (words.U16(symbols[(words.Is64 ? 6 : 14)..]) is 0 or >= ReservedSections) continue;
                if (ElfText.At(text, words.U32(symbols)) is not string name || (characters += name.Length) > MostCharacters) continue;
                addresses.TryAdd(name, words.Word(symbols[(words.Is64 ? 8 : 4)..]));
            }
        }

        return addresses;
    }

    private void Collect(ElfFile file, ByteSource source, int number, ElfSection strings)
    {
        ElfWords words = file.Words;
        ElfSection table = file.Sections[number];
        int size = words.Is64 ? 24 : 16;
        if (table.EntrySize != 0 && table.EntrySize != (ulong)size) return;
        ReadOnlyMemory<byte> text = Bytes(source, strings);
        ReadOnlySpan<byte> symbols = Bytes(source, table).Span;
        _tables.Add((text, ElfVersions.Read(file, source, number)));
        for (int i = 0; symbols.Length >= size; i++, symbols = symbols[size..])
        {
            byte info = symbols[words.Is64 ? 4 : 12];
            int section = words.U16(symbols[(words.Is64 ? 6 : 14)..]);
            bool import = section == 0;
            if ((info & 15) is not (Function or IndirectFunction) && (import || (info & 15) != NoType)) continue;
            if (!import && (section >= ReservedSections || section >= file.Sections.Count || !file.Sections[section].IsExecutable)) continue;
            uint name = words.U32(symbols);
            ReadOnlySpan<byte> bytes = ElfText.BytesAt(text.Span, name);
            if (bytes.IsEmpty || ElfSymbolReader.IsMapping(bytes)) continue;
            ulong address = import ? 0 : words.Word(symbols[(words.Is64 ? 8 : 4)..]);
            if (ElfSymbolReader.IsThumb(file)) address &= ~1ul;
            _entries.Add(new Entry(address, words.Word(symbols[(words.Is64 ? 16 : 8)..]), name, i, _tables.Count - 1, info, import));
        }
    }

    private static bool IsTable(ElfFile file, ElfSection section) =>
        section.Type is ElfSection.Symbols or ElfSection.DynamicSymbols && section.Link < file.Sections.Count;

    private static ReadOnlyMemory<byte> Bytes(ByteSource source, ElfSection section) => section.Type == ElfSection.NoBits ? default
        : source.ReadPart((long)section.Offset, (long)Math.Min(section.Size, LargestTable));

    private readonly record struct Entry(ulong Address, ulong Size, uint Name, int Symbol, int Table, byte Info, bool IsImport);
}
