namespace KernelTrace.Formats.Symbols;

/// <summary>A note of an ELF file.</summary>
/// <remarks>
/// <code>
/// 0 u32 length of the owner   4 u32 length of the content   8 u32 type
/// 12 owner, with a zero behind it, up to a multiple of 4; content, up to a multiple of 4
/// </code>
/// Source: <c>include/uapi/linux/elf.h</c>.
/// </remarks>
/// <param name="Owner">Who defines the types: <c>GNU</c>, <c>stapsdt</c>.</param>
/// <param name="Type">The owner's type.</param>
/// <param name="Content">The bytes.</param>
internal readonly record struct ElfNote(string Owner, uint Type, ReadOnlyMemory<byte> Content)
{
    private const int Header = 12, LongestOwner = 64, MostSections = 64; // a dozen in truth
    private const long LargestSection = 64 << 20;

    /// <summary>All notes of a file, section by section; those of a section up to the first that is not all there.</summary>
    public static IReadOnlyList<ElfNote> Read(ElfFile file, ByteSource source)
    {
        var notes = new List<ElfNote>();
        foreach (ElfSection section in file.Sections.Where(one => one.Type == ElfSection.Notes).Take(MostSections))
        {
            ReadOnlyMemory<byte> rest = source.ReadPart((long)section.Offset, (long)Math.Min(section.Size, LargestSection));
            while (TryRead(file.Words, ref rest, out ElfNote note)) notes.Add(note);
        }

        return notes;
    }

    private static bool TryRead(ElfWords words, ref ReadOnlyMemory<byte> rest, out ElfNote note)
    {
        note = default;
        if (rest.Length < Header) return false;
        ReadOnlySpan<byte> bytes = rest.Span;
        (long owner, long content) = (words.U32(bytes), words.U32(bytes[4..]));
        long contentAt = Header + (owner + 3 & ~3), end = contentAt + content;
        if (owner is 0 or > LongestOwner || end > rest.Length) return false;
        note = new ElfNote(ElfText.At(bytes[..(int)(Header + owner)], Header) ?? "", words.U32(bytes[8..]), rest.Slice((int)contentAt, (int)content));
        rest = rest[(int)Math.Min(end + 3 & ~3, rest.Length)..];
        return true;
    }
}
