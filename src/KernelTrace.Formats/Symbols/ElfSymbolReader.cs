namespace KernelTrace.Formats.Symbols;

/// <summary>Collects the functions of an ELF file.</summary>
/// <remarks>
/// A symbol of 64 bits, and of 32:
/// <code>
///  0 u32 name   4 u8 info   5 u8 other   6 u16 section   8 u64 value   16 u64 size
///  0 u32 name   4 u32 value  8 u32 size  12 u8 info  13 u8 other  14 u16 section
/// info: bits 0..3 type (0 none, 2 function, 10 chosen at run time), 4..7 binding (0 local, 1 global, 2 weak)
/// section: 0 not defined here; 0xff00 and above are no sections
/// </code>
/// Source: <c>include/uapi/linux/elf.h</c>.
/// </remarks>
internal sealed class ElfSymbolReader(ElfFile file)
{
    private const long LargestTable = 256 << 20;
    private const int NoType = 0, Function = 2, IndirectFunction = 10, ReservedSections = 0xff00;

    private readonly List<Found> _found = [];
    private byte[] _text = [];

    public ElfSymbols Read(ByteSource source)
    {
        foreach (ElfSection section in file.Sections)
        {
            if (section.Type is ElfSection.Symbols or ElfSection.DynamicSymbols && section.Link < file.Sections.Count)
                Collect(source, section, file.Sections[(int)section.Link]);
        }

        _found.Sort((one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start)
            : one.Rank != other.Rank ? one.Rank.CompareTo(other.Rank) : one.Name.CompareTo(other.Name));
        var starts = new List<ulong>(_found.Count);
        var ends = new List<ulong>(_found.Count);
        var names = new List<int>(_found.Count);
        for (int i = 0; i < _found.Count; i++)
        {
            Found one = _found[i];
            if (i > 0 && _found[i - 1].Start == one.Start) continue; // another name of the same
            int next = i + 1;
            while (next < _found.Count && _found[next].Start == one.Start) next++;
            ulong end = one.End;
            if (end == one.Start) end = next < _found.Count ? Math.Min(_found[next].Start, one.SectionEnd) : one.SectionEnd;
            if (end <= one.Start) continue;
            starts.Add(one.Start);
            ends.Add(end);
            names.Add(one.Name);
        }

        return new ElfSymbols([.. starts], [.. ends], [.. names], _text);
    }

    private void Collect(ByteSource source, ElfSection table, ElfSection strings)
    {
        ElfWords words = file.Words;
        int size = words.Is64 ? 24 : 16;
        if (table.EntrySize != 0 && table.EntrySize != (ulong)size) return;
        ReadOnlySpan<byte> symbols = source.ReadPart((long)table.Offset, (long)Math.Min(table.Size, LargestTable)).Span;
        ReadOnlySpan<byte> text = source.ReadPart((long)strings.Offset, (long)Math.Min(strings.Size, LargestTable)).Span;
        if (text.IsEmpty || _text.Length > int.MaxValue / 2) return;
        int textAt = _text.Length;
        Array.Resize(ref _text, textAt + text.Length + 1); // the last name ends, whatever the file says
        text.CopyTo(_text.AsSpan(textAt));
        for (; symbols.Length >= size; symbols = symbols[size..])
        {
            int info = symbols[words.Is64 ? 4 : 12], type = info & 15, section = words.U16(symbols[(words.Is64 ? 6 : 14)..]);
            if (type is not (Function or IndirectFunction or NoType) || section is 0 or >= ReservedSections) continue;
            if (section >= file.Sections.Count || !file.Sections[section].IsExecutable) continue;
            uint name = words.U32(symbols);
            if (name >= text.Length || text[(int)name] is 0 || IsMapping(text[(int)name..])) continue;
            ulong start = words.Word(symbols[(words.Is64 ? 8 : 4)..]), length = words.Word(symbols[(words.Is64 ? 16 : 8)..]);
            if (IsThumb(file)) start &= ~1ul;
            ElfSection within = file.Sections[section];
            ulong sectionEnd = within.Address + within.Size;
            _found.Add(new Found(start, start + Math.Min(length, ulong.MaxValue - start), sectionEnd, textAt + (int)name,
                Rank(type, info >> 4, length, text[(int)name..])));
        }
    }

    /// <summary>Arm's functions of 16-bit instructions have an odd address.</summary>
    public static bool IsThumb(ElfFile file) => file.Machine == 40;

    /// <summary>Marks of the kind of code (<c>$x</c>, <c>$d</c>; <c>is_mapping_symbol</c>,
    /// <c>include/linux/module_symbol.h</c>), which are no names.</summary>
    public static bool IsMapping(ReadOnlySpan<byte> name) =>
        name.Length > 1 && name[0] == '$' && name[1] is (byte)'a' or (byte)'t' or (byte)'d' or (byte)'x';

    /// <summary>The smaller, the better a name.</summary>
    private static int Rank(int type, int binding, ulong size, ReadOnlySpan<byte> name)
    {
        int underscores = 0;
        while (underscores < 7 && underscores < name.Length && name[underscores] == '_') underscores++;
        // libc's getpid is weak and __getpid global: what people call goes first
        int hidden = binding is 1 or 2 ? 0 : 16, weak = binding == 2 ? 1 : 0;
        return (size == 0 ? 64 : 0) + (type == NoType ? 32 : 0) + hidden + underscores * 2 + weak;
    }

    private readonly record struct Found(ulong Start, ulong End, ulong SectionEnd, int Name, int Rank);
}
