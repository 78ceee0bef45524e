using System.Globalization;
using KernelTrace.Formats.Records;
using KernelTrace.Reading;

namespace PSKernelTrace.Commands;

/// <summary>Turns what was lost into warnings: a first one at once, then at most one in a while, and the rest at the
/// end.</summary>
internal sealed class LossReporter(TraceReader reader, Action<string> warn, long bufferSize, string remedy)
{
    private const int QuietMilliseconds = 5000;

    private readonly Dictionary<(int, LostReason), LossTotal> _reported = [];
    private long _nextAt = long.MinValue;
    private bool _fresh;

    /// <summary>To be called for each gap.</summary>
    public void Note()
    {
        _fresh = true;
        if (Environment.TickCount64 >= _nextAt) Report();
    }

    /// <summary>Warns of what was not warned of yet.</summary>
    public void Report()
    {
        if (!_fresh) return;
        _fresh = false;
        _nextAt = Environment.TickCount64 + QuietMilliseconds;
        foreach (LossTotal total in reader.Losses.OrderBy(total => total.Cpu))
        {
            LossTotal? before = _reported.GetValueOrDefault((total.Cpu, total.Reason));
            if (before == total) continue;
            _reported[(total.Cpu, total.Reason)] = total;
            warn(Text(total, before));
        }
    }

    private string Text(LossTotal total, LossTotal? before)
    {
        long count = total.Count - (before?.Count ?? 0);
        long uncounted = total.Uncounted - (before?.Uncounted ?? 0);
        string number = uncounted == 0 ? count.ToString("N0", CultureInfo.InvariantCulture)
            : count == 0 ? "An unknown number of"
            : $"At least {count.ToString("N0", CultureInfo.InvariantCulture)}";
        string times = (before?.LastNs ?? total.FirstNs) is long first
            ? $"between {Time(first)} and {Time(total.LastNs)}"
            : $"before {Time(total.LastNs)}";
        string why = total.Reason switch
        {
            LostReason.Overrun => $"the buffer of {Size(bufferSize)} per CPU was overwritten before it could be read. {remedy}",
            LostReason.Dropped => $"the buffer of {Size(bufferSize)} per CPU was full. {remedy}",
            _ => "a sub-buffer of the kernel could not be read to its end.",
        };
        return $"{number} events were lost on CPU {total.Cpu} {times}: {why}";
    }

    private string Time(long timestamp) => reader.Clock.ToWallTime(timestamp) is DateTimeOffset wall
        ? wall.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
        : timestamp.ToString(CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes >= 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024} KB");
}
