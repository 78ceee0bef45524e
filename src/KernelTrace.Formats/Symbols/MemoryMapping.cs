using System.Globalization;

namespace KernelTrace.Formats.Symbols;

/// <summary>A range of a process's memory and the file that is mapped there: a line of <c>/proc/PID/maps</c>.</summary>
/// <param name="Start">The first address.</param>
/// <param name="End">The address behind the last.</param>
/// <param name="IsExecutable">Whether code may run in it.</param>
/// <param name="Offset">Where in the file it begins.</param>
/// <param name="Device">The file's device, major and minor number in the upper and lower 32 bits; 0 for none.</param>
/// <param name="Inode">The file's number on the device; 0 where no file is mapped.</param>
/// <param name="Path">The file, as the process sees it, with <c> (deleted)</c> behind one that is gone; a name in brackets,
/// such as <c>[vdso]</c>; or empty.</param>
public readonly record struct MemoryMapping(ulong Start, ulong End, bool IsExecutable, ulong Offset, ulong Device, ulong Inode, string Path)
{
    /// <summary>Whether a file is mapped.</summary>
    public bool IsFile => Inode != 0;

    /// <summary>Parses the text of <c>/proc/PID/maps</c>, which is in the order of addresses. Lines of another form are
    /// passed over.</summary>
    /// <remarks>
    /// <code>
    /// 7f3c00000000-7f3c00021000 r-xp 00028000 fe:00 1835040                    /usr/lib/libc.so.6
    /// start        end          may  offset   device inode                     path, to the end of the line
    /// </code>
    /// A newline in a path is written <c>\012</c>. Source: <c>show_map_vma</c>, <c>fs/proc/task_mmu.c</c>.
    /// </remarks>
    public static IReadOnlyList<MemoryMapping> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mappings = new List<MemoryMapping>();
        string path = ""; // the parts of one file follow each other and share its name
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;)
        {
            int end = rest.IndexOf('\n');
            if (TryParseLine(end < 0 ? rest : rest[..end], ref path, out MemoryMapping mapping)
                && (mappings.Count == 0 || mapping.Start >= mappings[^1].End))
            {
                mappings.Add(mapping);
            }

            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return mappings;
    }

    private static bool TryParseLine(ReadOnlySpan<char> line, ref string path, out MemoryMapping mapping)
    {
        mapping = default;
        ReadOnlySpan<char> range = Word(ref line), rights = Word(ref line), offset = Word(ref line), device = Word(ref line);
        ReadOnlySpan<char> inode = Word(ref line), name = line.TrimStart(' ');
        int dash = range.IndexOf('-'), colon = device.IndexOf(':');
        if (dash < 0 || colon < 0 || rights.Length < 4
            || !TryHex(range[..dash], out ulong start) || !TryHex(range[(dash + 1)..], out ulong end) || end <= start
            || !TryHex(offset, out ulong at) || !TryHex(device[..colon], out ulong major) || !TryHex(device[(colon + 1)..], out ulong minor)
            || !ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
        {
            return false;
        }

        if (!name.SequenceEqual(path))
            path = name.Contains('\\') ? name.ToString().Replace("\\012", "\n", StringComparison.Ordinal) : name.ToString();
        mapping = new MemoryMapping(start, end, rights[2] == 'x', at, major << 32 | minor, number, path);
        return true;
    }

    private static ReadOnlySpan<char> Word(ref ReadOnlySpan<char> line)
    {
        int space = line.IndexOf(' ');
        ReadOnlySpan<char> word = space < 0 ? line : line[..space];
        line = space < 0 ? default : line[(space + 1)..];
        return word;
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out ulong value) =>
        ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
