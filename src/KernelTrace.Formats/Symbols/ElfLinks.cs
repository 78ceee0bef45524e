namespace KernelTrace.Formats.Symbols;

/// <summary>What an ELF file says of itself and of the files that belong to it.</summary>
/// <remarks>
/// The build's number is a note of owner <c>GNU</c>, type 3. Libraries and the own name are in the dynamic section, whose
/// entries are two words each:
/// <code>
/// word tag: 0 end, 1 a library (DT_NEEDED), 14 the own name (DT_SONAME)   word offset of the name in the linked section
/// </code>
/// Source: <c>include/uapi/linux/elf.h</c>; the System V ABI's chapter on dynamic linking.
/// </remarks>
public sealed class ElfLinks
{
    private const uint BuildNote = 3;
    private const ulong Library = 1, OwnName = 14;
    private const long LargestTable = 16 << 20;
    private const int LongestBuildId = 64, MostLibraries = 1024; // more are damage

    private ElfLinks(string? buildId, string? soname, IReadOnlyList<string> libraries) =>
        (BuildId, Soname, Libraries) = (buildId, soname, libraries);

    /// <summary>The number of the build, in hexadecimal digits; null where the file has none.</summary>
    public string? BuildId { get; }

    /// <summary>The name that programs know a library by, such as <c>libc.so.6</c>; null for a program.</summary>
    public string? Soname { get; }

    /// <summary>The libraries that it needs, by their names.</summary>
    public IReadOnlyList<string> Libraries { get; }

    /// <summary>Reads them; a section that is not all there gives what is.</summary>
    public static ElfLinks Read(ElfFile file, ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(source);
        string? buildId = null, soname = null;
        foreach (ElfNote note in ElfNote.Read(file, source))
        {
            if (note.Owner != "GNU" || note.Type != BuildNote || note.Content.Length is 0 or > LongestBuildId) continue;
            buildId = Convert.ToHexString(note.Content.Span).ToLowerInvariant();
            break;
        }

        var libraries = new List<string>();
        ElfSection dynamic = file.Sections.FirstOrDefault(section => section.Type == ElfSection.Dynamic);
        if (dynamic.Type == ElfSection.Dynamic && dynamic.Link < file.Sections.Count)
        {
            ElfSection strings = file.Sections[(int)dynamic.Link];
            ReadOnlySpan<byte> text = source.ReadPart((long)strings.Offset, (long)Math.Min(strings.Size, LargestTable)).Span;
            ReadOnlySpan<byte> entries = source.ReadPart((long)dynamic.Offset, (long)Math.Min(dynamic.Size, LargestTable)).Span;
            int word = file.Words.WordSize;
            for (; entries.Length >= 2 * word; entries = entries[(2 * word)..])
            {
                ulong tag = file.Words.Word(entries), value = file.Words.Word(entries[word..]);
                if (tag == 0 || libraries.Count == MostLibraries) break;
                if (tag is not (Library or OwnName) || ElfText.At(text, (uint)Math.Min(value, uint.MaxValue)) is not string name) continue;
                if (tag == Library) libraries.Add(name);
                else soname ??= name;
            }
        }

        return new ElfLinks(buildId, soname, libraries);
    }
}
