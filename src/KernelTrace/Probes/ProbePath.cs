using System.Text;

namespace KernelTrace.Probes;

/// <summary>Which paths the kernel can be told in <c>uprobe_events</c>.</summary>
/// <remarks>
/// The definition is one line, split at white space, of which the last colon ends the path; so a colon in a path does no
/// harm. White space is what <c>isspace</c> of the kernel says of a byte, and that counts 0xa0, which the UTF-8 of some
/// letters holds (<c>à</c>). Everything behind a <c>#</c> is a comment. Source: <c>trace_parse_run_command</c>,
/// <c>__trace_uprobe_create</c>; <c>lib/ctype.c</c>; found by doing on 5.10 and 6.18.
/// </remarks>
internal static class ProbePath
{
    /// <summary>A line has 4,095 bytes, and needs room for what is behind the path.</summary>
    private const int Longest = 3500;

    /// <summary>Why the kernel cannot be told a path; null where it can.</summary>
    public static string? Problem(string path)
    {
        if (!path.StartsWith('/')) return "it does not begin at the root";
        byte[] bytes = Encoding.UTF8.GetBytes(path);
        if (bytes.Length > Longest) return $"it has {bytes.Length} bytes, and the kernel takes about {Longest}";
        foreach (byte one in bytes)
        {
            switch (one)
            {
                case 0: return "it has a zero character";
                case (byte)'\n': return "it has a line break, where the kernel ends a definition";
                case (byte)' ' or (>= 9 and <= 13): return "it has white space, where the kernel splits a definition";
                case (byte)'#': return "it has a #, which begins a comment for the kernel";
                case 0xa0: return "it has a letter whose UTF-8 has the byte a0, where the kernel splits a definition";
            }
        }

        return null;
    }
}
