using System.Globalization;
using System.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>Constant strings of the kernel that events point at: the text of <c>printk_formats</c>, which recordings carry
/// too.</summary>
/// <remarks>
/// <code>
/// 0xffffffff8288cc02 : "CPU_ON"
/// </code>
/// Newline, tab and quote are written <c>\n</c>, <c>\t</c> and <c>\"</c>; a backslash stands for itself, so that one before
/// an n cannot be told from a newline. Source: <c>t_show</c>, <c>kernel/trace/trace_printk.c</c>.
/// </remarks>
public static class PrintkFormats
{
    /// <summary>The strings by address. Lines of another form are passed over.</summary>
    public static IReadOnlyDictionary<ulong, string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var strings = new Dictionary<ulong, string>();
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            int colon = line.IndexOf(" : \"");
            if (colon <= 2 || !line.StartsWith("0x") || line.Length < colon + 5 || line[^1] != '"') continue;
            if (ulong.TryParse(line[2..colon], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address))
                strings.TryAdd(address, Unescape(line[(colon + 4)..^1]));
        }

        return strings;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\')) return text.ToString();
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char next = text[i] == '\\' && i + 1 < text.Length ? text[i + 1] : '\0';
            char meant = next switch { 'n' => '\n', 't' => '\t', '"' => '"', _ => '\0' };
            plain.Append(meant == '\0' ? text[i] : meant);
            if (meant != '\0') i++;
        }

        return plain.ToString();
    }
}
