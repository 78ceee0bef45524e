namespace KernelTrace.Formats.Symbols;

/// <summary>A mark that a program's author put into it for tracers (USDT): one place of it.</summary>
/// <remarks>
/// A note of owner <c>stapsdt</c>, type 3, for each place; a word is 4 or 8 bytes by the file's class:
/// <code>
/// word address of the mark, a nop   word address that .stapsdt.base had   word address of the semaphore, or 0
/// provider \0   name \0   arguments \0
/// </code>
/// A tool that moves the file's sections after it was linked (prelink) leaves notes alone, so what it moved them by is the
/// address of <c>.stapsdt.base</c> now less the one in the note. Source: SystemTap's <c>sys/sdt.h</c> and its wiki page
/// "UserSpaceProbeImplementation".
/// </remarks>
/// <param name="Provider">Whose it is: the program or the library.</param>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where the mark is in memory, before a position-independent file is moved.</param>
/// <param name="SemaphoreAddress">The two bytes that count its tracers, which the program looks at before it makes
/// arguments ready; 0 where it has none.</param>
/// <param name="Arguments">Where the arguments are, in the words of the assembler: <c>-4@%edi 8@-16(%rbp)</c>.</param>
public readonly record struct UsdtNote(string Provider, string Name, ulong Address, ulong SemaphoreAddress, string Arguments)
{
    private const uint Mark = 3;

    /// <summary>More are damage: the largest programs have a few thousand.</summary>
    private const int Most = 1 << 20;

    /// <summary>All marks of a file, in its order. A note of another form is passed over.</summary>
    public static IReadOnlyList<UsdtNote> Read(ElfFile file, ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(source);
        var marks = new List<UsdtNote>();
        ulong? baseNow = null;
        foreach (ElfNote note in ElfNote.Read(file, source))
        {
            if (note.Owner != "stapsdt" || note.Type != Mark || marks.Count == Most) continue;
            baseNow ??= file.TryFindSection(source, ".stapsdt.base", out ElfSection section) ? section.Address : 0;
            if (TryParse(file.Words, note.Content.Span, baseNow.Value, out UsdtNote mark)) marks.Add(mark);
        }

        return marks;
    }

    private static bool TryParse(ElfWords words, ReadOnlySpan<byte> content, ulong baseNow, out UsdtNote mark)
    {
        mark = default;
        int word = words.WordSize;
        if (content.Length < 3 * word) return false;
        (ulong address, ulong baseThen, ulong semaphore) = (words.Word(content), words.Word(content[word..]), words.Word(content[(2 * word)..]));
        ulong moved = baseNow == 0 || baseThen == 0 ? 0 : unchecked(baseNow - baseThen);
        content = content[(3 * word)..];
        if (!TryText(ref content, out string provider) || !TryText(ref content, out string name) || provider.Length == 0 || name.Length == 0)
            return false;
        TryText(ref content, out string arguments);
        ulong mask = words.Is64 ? ulong.MaxValue : uint.MaxValue;
        mark = new UsdtNote(provider, name, unchecked(address + moved) & mask, semaphore == 0 ? 0 : unchecked(semaphore + moved) & mask, arguments);
        return true;
    }

    private static bool TryText(ref ReadOnlySpan<byte> content, out string text)
    {
        int end = content.IndexOf((byte)0);
        text = end <= 0 ? "" : ElfText.At(content, 0) ?? "";
        if (end >= 0) content = content[(end + 1)..];
        return end >= 0;
    }
}
