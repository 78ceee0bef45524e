using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>The lines of the kernel's text that cannot be made from the record, each kind with its reason.</summary>
internal static class KnownExceptions
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
}
