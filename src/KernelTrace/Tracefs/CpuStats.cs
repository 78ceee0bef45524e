using System.Globalization;

namespace KernelTrace.Tracefs;

/// <summary>The counters of one CPU's buffer: <c>per_cpu/cpuN/stats</c>.</summary>
/// <remarks>Source: <c>tracing_stats_read</c>, <c>kernel/trace/trace.c</c>: a line <c>name: number</c> each.</remarks>
/// <param name="Cpu">The CPU.</param>
/// <param name="Entries">Events in the buffer, not yet read.</param>
/// <param name="Overrun">Events that newer ones took the place of, since the buffer was last cleared.</param>
/// <param name="CommitOverrun">Events that found no place because interrupted writers held the whole buffer.</param>
/// <param name="Bytes">Bytes of the events in the buffer.</param>
/// <param name="Dropped">Events that found the buffer full (discard mode).</param>
/// <param name="Read">Events that were read.</param>
/// <param name="Now">The session's clock when the counters were read: nanoseconds, to 1,000, or the clock's own
/// units.</param>
public sealed record CpuStats(int Cpu, long Entries, long Overrun, long CommitOverrun, long Bytes, long Dropped,
    long Read, long Now)
{
    /// <summary>All that was lost.</summary>
    public long Lost => Overrun + CommitOverrun + Dropped;

    /// <summary>Reads the text of a stats file; a line that is missing counts as zero.</summary>
    public static CpuStats Parse(int cpu, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        long entries = 0, overrun = 0, commitOverrun = 0, bytes = 0, dropped = 0, read = 0, now = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            int colon = line.IndexOf(':');
            if (colon < 0) continue;
            ReadOnlySpan<char> value = line[(colon + 1)..].Trim();
            switch (line[..colon].Trim())
            {
                case "entries": entries = Count(value); break;
                case "overrun": overrun = Count(value); break;
                case "commit overrun": commitOverrun = Count(value); break;
                case "bytes": bytes = Count(value); break;
                case "dropped events": dropped = Count(value); break;
                case "read events": read = Count(value); break;
                case "now ts": now = Time(value); break;
            }
        }

        return new CpuStats(cpu, entries, overrun, commitOverrun, bytes, dropped, read, now);
    }

    private static long Count(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value) ? value : 0;

    /// <summary><c>SECONDS.MICROSECONDS</c> for clocks of nanoseconds, else a plain number.</summary>
    private static long Time(ReadOnlySpan<char> text)
    {
        int point = text.IndexOf('.');
        return point < 0 ? Count(text) : Count(text[..point]) * 1_000_000_000 + Count(text[(point + 1)..]) * 1000;
    }
}
