using System.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>The headers of an ELF file: an executable, a library, the vdso, <c>/proc/kcore</c>. 32 or 64 bits, either byte
/// order.</summary>
/// <remarks>
/// The file header, with offsets for 64 bits (32 bits):
/// <code>
///  0 7f 'E' 'L' 'F'   4 class: 1 32 bits, 2 64 bits   5 byte order: 1 little, 2 big
/// 16 u16 type (2 executable, 3 shared, 4 core)        18 u16 machine
/// 32 (28) word offset of program headers              40 (32) word offset of section headers
/// 54 (42) u16 size of a program header, u16 number;   58 (46) u16 size of a section header, u16 number
/// 62 (50) u16 number of the section with the sections' names
/// </code>
/// Of more program headers than 65,534 the first section header tells the number (info), and of more sections than 65,279
/// too (size; link for the section with the names). A program header and a section header:
/// <code>
/// 64 bits  u32 type, u32 flags, offset, address, physical address, file size, memory size, alignment
/// 32 bits  u32 type, offset, address, physical address, file size, memory size, u32 flags, alignment
/// section  u32 name, u32 type, flags, address, offset, size, u32 link, u32 info, alignment, entry size
/// </code>
/// Source: <c>include/uapi/linux/elf.h</c>; the System V ABI's chapter on object files.
/// </remarks>
public sealed class ElfFile
{
    /// <summary>Processors (EM_386, EM_X86_64, EM_AARCH64).</summary>
    public const int I386 = 3, X86_64 = 62, Arm64 = 183;

    private const int Header64 = 64, Header32 = 52;
    private const ushort ManySegments = 0xffff, ManySections = 0xffff;
    private const long LongestNames = 16 << 20;
    private const long MostHeaders = 1 << 20;

    private readonly uint _sectionNames;

    private ElfFile(ElfWords words, ushort type, ushort machine, ElfSegment[] segments, ElfSection[] sections, uint sectionNames) =>
        (Words, Type, Machine, Segments, Sections, _sectionNames) = (words, type, machine, segments, sections, sectionNames);

    /// <summary>2 executable at a fixed address, 3 position-independent or a library, 4 core.</summary>
    public int Type { get; }

    /// <summary>The processor (<c>EM_*</c>): 62 x86-64, 183 arm64.</summary>
    public int Machine { get; }

    /// <summary>Whether addresses are of 64 bits.</summary>
    public bool Is64Bit => Words.Is64;

    /// <summary>What is mapped into memory, in the file's order.</summary>
    public IReadOnlyList<ElfSegment> Segments { get; }

    /// <summary>The sections, by number; none where the file was stripped of them.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    internal ElfWords Words { get; }

    /// <summary>Reads the headers. Section headers that are not all there are taken for none: a process needs none to
    /// run.</summary>
    /// <exception cref="ElfException">It is no ELF file, or its program headers are not there.</exception>
    public static ElfFile Read(ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Span<byte> header = stackalloc byte[Header64];
        int length = source.Read(0, header);
        if (length < Header32 || !header.StartsWith("\x7f"u8) || !header[1..].StartsWith("ELF"u8))
            throw new ElfException(0, "there is no ELF header");
        if (header[4] is not (1 or 2)) throw new ElfException(4, $"class {header[4]} is not known");
        if (header[5] is not (1 or 2)) throw new ElfException(5, $"byte order {header[5]} is not known");
        var words = new ElfWords(header[4] == 2, header[5] == 2);
        if (words.Is64 && length < Header64) throw new ElfException(length, "the header is cut off");

        int counts = words.Is64 ? 54 : 42;
        (ulong segmentsAt, ulong sectionsAt) = (words.Word(header[(words.Is64 ? 32 : 28)..]), words.Word(header[(words.Is64 ? 40 : 32)..]));
        (int segmentSize, long segmentCount) = (words.U16(header[counts..]), words.U16(header[(counts + 2)..]));
        (int sectionSize, long sectionCount) = (words.U16(header[(counts + 4)..]), words.U16(header[(counts + 6)..]));
        ElfSection[] sections = ReadSections(source, words, sectionsAt, sectionSize, sectionCount, out uint manySegments);
        if (segmentCount == ManySegments && manySegments > 0) segmentCount = manySegments;
        ElfSegment[] segments = ReadSegments(source, words, segmentsAt, segmentSize, segmentCount);
        uint names = words.U16(header[(counts + 8)..]);
        if (names == ManySections && sections.Length > 0) names = sections[0].Link;
        return new ElfFile(words, words.U16(header[16..]), words.U16(header[18..]), segments, sections, names);
    }

    /// <summary>The first section of a name, such as <c>.gnu_debugdata</c>.</summary>
    public bool TryFindSection(ByteSource source, string name, out ElfSection section)
    {
        ArgumentNullException.ThrowIfNull(source);
        section = default;
        if (_sectionNames >= Sections.Count) return false;
        ElfSection strings = Sections[(int)_sectionNames];
        ReadOnlySpan<byte> text = source.ReadPart((long)strings.Offset, (long)Math.Min(strings.Size, LongestNames)).Span;
        byte[] wanted = [.. Encoding.UTF8.GetBytes(name), 0];
        foreach (ElfSection one in Sections)
        {
            if (one.Name >= text.Length || !text[(int)one.Name..].StartsWith(wanted)) continue;
            section = one;
            return true;
        }

        return false;
    }

    /// <summary>Where in the file the code at an address is: by the executable segment that it is loaded with.</summary>
    public bool TryFindCode(ulong address, out long offset) => TryFindOffset(address, executable: true, out offset);

    /// <summary>Where an offset of the file is in memory, before a position-independent file is moved: by the segment that
    /// is loaded from there, an executable one before others.</summary>
    public bool TryFindAddress(ulong offset, out ulong address)
    {
        address = 0;
        bool found = false;
        foreach (ElfSegment segment in Segments)
        {
            if (segment.Type != ElfSegment.Load || offset < segment.Offset || offset - segment.Offset >= segment.FileSize) continue;
            if (found && !segment.IsExecutable) continue;
            address = segment.Address + (offset - segment.Offset);
            found = true;
            if (segment.IsExecutable) break;
        }

        return found;
    }

    /// <summary>Where in the file an address is.</summary>
    public bool TryFindOffset(ulong address, out long offset) => TryFindOffset(address, executable: false, out offset);

    private bool TryFindOffset(ulong address, bool executable, out long offset)
    {
        offset = 0;
        foreach (ElfSegment segment in Segments)
        {
            if (executable && !segment.IsExecutable) continue;
            if (segment.Type != ElfSegment.Load || address < segment.Address || address - segment.Address >= segment.FileSize) continue;
            offset = unchecked((long)(segment.Offset + (address - segment.Address)));
            return offset >= 0;
        }

        return false;
    }

    private static ElfSegment[] ReadSegments(ByteSource source, ElfWords words, ulong at, int size, long count)
    {
        if (count == 0) return [];
        if (size < (words.Is64 ? 56 : 32)) throw new ElfException(words.Is64 ? 54 : 42, $"program headers of {size} bytes cannot be");
        ReadOnlySpan<byte> bytes = source.ReadPart((long)at, Math.Min(count, MostHeaders) * size).Span;
        if (bytes.Length < count * size) throw new ElfException((long)at, $"{count} program headers are not all there");
        var segments = new ElfSegment[count];
        for (int i = 0; i < segments.Length; i++)
        {
            ReadOnlySpan<byte> one = bytes[(i * size)..];
            int word = words.WordSize, first = words.Is64 ? 8 : 4; // the flags stand second, or last but one
            segments[i] = new ElfSegment(words.U32(one), words.U32(one[(words.Is64 ? 4 : 24)..]), words.Word(one[first..]),
                words.Word(one[(first + word)..]), words.Word(one[(first + 3 * word)..]), words.Word(one[(first + 4 * word)..]));
        }

        return segments;
    }

    private static ElfSection[] ReadSections(ByteSource source, ElfWords words, ulong at, int size, long count, out uint manySegments)
    {
        manySegments = 0;
        int least = words.Is64 ? 64 : 40;
        if (at == 0 || size < least) return [];
        ReadOnlySpan<byte> first = source.ReadPart((long)at, size).Span;
        if (first.Length < size) return [];
        manySegments = words.U32(first[(words.Is64 ? 44 : 28)..]);
        if (count == 0) count = (long)Math.Min(words.Word(first[(8 + 3 * words.WordSize)..]), MostHeaders);
        ReadOnlySpan<byte> bytes = source.ReadPart((long)at, count * size).Span;
        if (bytes.Length < count * size) return [];
        var sections = new ElfSection[count];
        for (int i = 0; i < sections.Length; i++)
        {
            ReadOnlySpan<byte> one = bytes[(i * size)..];
            int word = words.WordSize, link = 8 + 4 * word;
            sections[i] = new ElfSection(words.U32(one[4..]), words.Word(one[8..]), words.Word(one[(8 + word)..]),
                words.Word(one[(8 + 2 * word)..]), words.Word(one[(8 + 3 * word)..]), words.U32(one[link..]), words.Word(one[(link + 8 + word)..]), words.U32(one));
        }

        return sections;
    }
}
