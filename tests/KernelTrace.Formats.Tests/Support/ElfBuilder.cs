using System.Buffers.Binary;
using System.Text;

namespace KernelTrace.Formats.Tests.Support;

/// <summary>Writes an ELF file by hand: a header, its segments, some text, a symbol table with its strings.</summary>
internal sealed class ElfBuilder(bool is64 = true, bool bigEndian = false, ushort type = 3)
{
    public const uint Executable = 4, Load = 1;

    private readonly List<(uint Type, uint Flags, ulong Offset, ulong Address, ulong FileSize, ulong MemorySize)> _segments = [];
    private readonly List<(uint Type, ulong Flags, ulong Address, ulong Offset, ulong Size, uint Link, ulong EntrySize)> _sections = [default];
    private readonly List<byte> _symbols = [], _dynamic = [];
    private readonly List<byte> _strings = [0];

    /// <summary>Sections that are told by the first one's size, as where there are too many.</summary>
    public bool CountInFirstSection { get; set; }

    public bool WithoutSections { get; set; }

    public ushort Machine { get; set; } = 62;

    private int Header => is64 ? 64 : 52;

    private int SegmentSize => is64 ? 56 : 32;

    private int SectionSize => is64 ? 64 : 40;

    public ElfBuilder Segment(ulong offset, ulong address, ulong size, uint flags = 5, uint kind = Load)
    {
        _segments.Add((kind, flags, offset, address, size, size));
        return this;
    }

    /// <summary>A section; the first added has number 1.</summary>
    public ElfBuilder Section(ulong address, ulong size, ulong flags = Executable | 2)
    {
        _sections.Add((1, flags, address, address & 0xfff, size, 0, 0));
        return this;
    }

    public ElfBuilder Symbol(string name, ulong address, ulong size, ushort section = 1, int kind = 2, int binding = 1, bool dynamic = false)
    {
        int at = _strings.Count;
        _strings.AddRange(Encoding.UTF8.GetBytes(name));
        _strings.Add(0);
        byte info = (byte)(binding << 4 | kind);
        var one = new byte[is64 ? 24 : 16];
        U32(one, 0, (uint)at);
        if (is64)
        {
            one[4] = info;
            U16(one, 6, section);
            Word(one, 8, address);
            Word(one, 16, size);
        }
        else
        {
            Word(one, 4, address);
            Word(one, 8, size);
            one[12] = info;
            U16(one, 14, section);
        }

        (dynamic ? _dynamic : _symbols).AddRange(one);
        return this;
    }

    public byte[] Build(int length = 0)
    {
        int segmentsAt = Header, symbolsAt = segmentsAt + _segments.Count * SegmentSize;
        int dynamicAt = symbolsAt + _symbols.Count, stringsAt = dynamicAt + _dynamic.Count;
        int sectionsAt = (stringsAt + _strings.Count + 7) & ~7;
        var sections = _sections.ToList();
        uint strings = (uint)sections.Count;
        sections.Add((3, 0, 0, (ulong)stringsAt, (ulong)_strings.Count, 0, 0));
        ulong entry = is64 ? 24ul : 16;
        if (_symbols.Count > 0) sections.Add((2, 0, 0, (ulong)symbolsAt, (ulong)_symbols.Count, strings, entry));
        if (_dynamic.Count > 0) sections.Add((11, 2, 0, (ulong)dynamicAt, (ulong)_dynamic.Count, strings, entry));
        if (CountInFirstSection) sections[0] = sections[0] with { Size = (ulong)sections.Count };

        var file = new byte[Math.Max(length, sectionsAt + sections.Count * SectionSize)];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', (byte)(is64 ? 2 : 1), (byte)(bigEndian ? 2 : 1), 1 }.CopyTo(file, 0);
        U16(file, 16, type);
        U16(file, 18, Machine);
        Word(file, is64 ? 32 : 28, (ulong)segmentsAt);
        if (!WithoutSections) Word(file, is64 ? 40 : 32, (ulong)sectionsAt);
        ushort[] counts = [(ushort)SegmentSize, (ushort)_segments.Count, (ushort)SectionSize, (ushort)(CountInFirstSection || WithoutSections ? 0 : sections.Count)];
        for (int i = 0; i < counts.Length; i++) U16(file, (is64 ? 54 : 42) + i * 2, counts[i]);
        int word = is64 ? 8 : 4;
        for (int i = 0; i < _segments.Count; i++)
        {
            var one = _segments[i];
            Span<byte> at = file.AsSpan(segmentsAt + i * SegmentSize);
            U32(at, 0, one.Type);
            U32(at, is64 ? 4 : 24, one.Flags);
            ulong[] words = [one.Offset, one.Address, 0, one.FileSize, one.MemorySize];
            for (int j = 0; j < words.Length; j++) Word(at, (is64 ? 8 : 4) + j * word, words[j]);
        }

        for (int i = 0; i < sections.Count; i++)
        {
            var one = sections[i];
            Span<byte> at = file.AsSpan(sectionsAt + i * SectionSize);
            U32(at, 4, one.Type);
            ulong[] words = [one.Flags, one.Address, one.Offset, one.Size];
            for (int j = 0; j < words.Length; j++) Word(at, 8 + j * word, words[j]);
            U32(at, 8 + 4 * word, one.Link);
            Word(at, 16 + 5 * word, one.EntrySize);
        }

        _symbols.CopyTo(file, symbolsAt);
        _dynamic.CopyTo(file, dynamicAt);
        _strings.CopyTo(file, stringsAt);
        return file;
    }

    private void U16(Span<byte> at, int offset, ushort value)
    {
        if (bigEndian) BinaryPrimitives.WriteUInt16BigEndian(at[offset..], value);
        else BinaryPrimitives.WriteUInt16LittleEndian(at[offset..], value);
    }

    private void U32(Span<byte> at, int offset, uint value)
    {
        if (bigEndian) BinaryPrimitives.WriteUInt32BigEndian(at[offset..], value);
        else BinaryPrimitives.WriteUInt32LittleEndian(at[offset..], value);
    }

    private void Word(Span<byte> at, int offset, ulong value)
    {
        if (!is64) U32(at, offset, (uint)value);
        else if (bigEndian) BinaryPrimitives.WriteUInt64BigEndian(at[offset..], value);
        else BinaryPrimitives.WriteUInt64LittleEndian(at[offset..], value);
    }
}
