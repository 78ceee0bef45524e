using System.Buffers.Binary;

namespace KernelTrace.Formats.Btf;

/// <summary>Where the sections of a blob are, as offsets and lengths that lie within it.</summary>
/// <remarks>
/// <code>
///  0 u16 magic 0xeb9f   in the blob's own byte order
///  2 u8  version 1
///  3 u8  flags
///  4 u32 hdr_len        24; 32 where there are layouts; a newer kernel's may be longer
///  8 u32 type_off, 12 u32 type_len         offsets count from the end of the header
/// 16 u32 str_off,  20 u32 str_len
/// 24 u32 layout_off, 28 u32 layout_len     (since 7.1) sizes of the kinds: how to step over one that is not known
/// </code>
/// Source: <c>struct btf_header</c>, <c>include/uapi/linux/btf.h</c>; <c>btf_parse_hdr</c>, <c>kernel/bpf/btf.c</c>.
/// </remarks>
internal readonly record struct BtfHeader(bool BigEndian, Range Types, Range Strings, Range Layouts)
{
    private const int ShortLength = 24, LengthWithLayouts = 32;

    public static BtfHeader Read(ReadOnlySpan<byte> blob, string name)
    {
        if (blob.Length < ShortLength)
            throw new BtfException(name, blob.Length, $"the header needs {ShortLength} bytes");
        bool bigEndian = blob[0] == 0xeb;
        if (!(bigEndian ? blob[1] == 0x9f : blob[0] == 0x9f && blob[1] == 0xeb))
            throw new BtfException(name, 0, $"there is no magic number 0xeb9f but 0x{blob[1]:x2}{blob[0]:x2}");
        if (blob[2] != 1) throw new BtfException(name, 2, $"version {blob[2]} is not known, only 1");
        uint length = Word(blob, 4, bigEndian);
        if (length < ShortLength || length > blob.Length)
            throw new BtfException(name, 4, $"a header of {length} bytes cannot be");
        Range types = Section(blob, 8, length, bigEndian, name, "types");
        if (types.Start.Value % 4 != 0 || (types.End.Value - types.Start.Value) % 4 != 0)
            throw new BtfException(name, 8, "the types do not begin and end at whole words");
        return new BtfHeader(bigEndian, types, Section(blob, 16, length, bigEndian, name, "strings"),
            length < LengthWithLayouts ? default : Section(blob, 24, length, bigEndian, name, "layouts"));
    }

    private static Range Section(ReadOnlySpan<byte> blob, int at, uint header, bool bigEndian, string name, string what)
    {
        ulong start = (ulong)header + Word(blob, at, bigEndian);
        ulong end = start + Word(blob, at + 4, bigEndian);
        return end <= (ulong)blob.Length ? (int)start..(int)end
            : throw new BtfException(name, at, $"the {what} end at {end}, behind the {blob.Length} bytes that there are");
    }

    private static uint Word(ReadOnlySpan<byte> blob, int at, bool bigEndian) => bigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(blob[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(blob[at..]);
}
