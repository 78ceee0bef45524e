using System.Text.RegularExpressions;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>The lines of the kernel's text that cannot be made from the record, each kind with its reason.</summary>
internal static partial class KnownExceptions
{
    /// <summary>Whether a line is one of them.</summary>
    public static bool Covers(CapturedRecord record, string text) =>
        // "age=%lu" counts from the moment at which the text was printed: (jiffies - dirtied_when) / HZ
        record.Format.System == "writeback" && text.Contains(" age=", StringComparison.Ordinal)
        // the kernel reads the first byte of a network's name that may be empty: what stands behind the record
        || (record.Format.FullName == "cfg80211:cfg80211_get_bss"
            && record.Format.Fields.Any(field => field.Name == "ssid" && FieldReader.Bytes(field, record.Data.Span).IsEmpty))
        // 5.10 frees the memory of a module's start-up code, and forgets the names within it
        || (record.Format.FullName is "initcall:initcall_start" or "initcall:initcall_finish" && text.Contains("func=0x", StringComparison.Ordinal));

    /// <summary>The kernel takes the end of a module's code for the end of its data too, and so gives a symbol of its data
    /// a size below zero. Ours is right, so that neither is compared.</summary>
    public static (string Ours, string Theirs) WithoutSizesOfData(string ours, string theirs)
    {
        foreach (Match match in SizeBelowZero().Matches(theirs))
        {
            string symbol = match.Groups["symbol"].Value;
            theirs = theirs.Replace(match.Value, symbol, StringComparison.Ordinal);
            ours = Regex.Replace(ours, Regex.Escape(symbol) + "/0x[0-9a-f]+", symbol.Replace("$", "$$", StringComparison.Ordinal));
        }

        return (ours, theirs);
    }

    [GeneratedRegex(@"(?<symbol>[\w.]+\+0x[0-9a-f]+)/0xf{7}[0-9a-f]{9}")]
    private static partial Regex SizeBelowZero();
}
