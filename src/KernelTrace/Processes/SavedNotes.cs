using System.Diagnostics;
using System.Globalization;

namespace KernelTrace.Processes;

/// <summary>One of the kernel's notes on threads: a line <c>TID TEXT</c> each (<c>saved_cmdlines</c>,
/// <c>saved_tgids</c>; <c>kernel/trace/trace_sched_switch.c</c>).</summary>
internal sealed class SavedNotes(Func<string> read)
{
    /// <summary>Reading again may take one part in this many of the time.</summary>
    private const int Share = 5;

    private readonly Dictionary<int, string> _texts = [];
    private long _mayReadAt = long.MinValue;

    /// <summary>The text noted for a thread; null where there is none.</summary>
    public string? Find(int tid)
    {
        // a note may have been written anew: the thread is gone now, so its last note is final once read after that
        long now = Stopwatch.GetTimestamp();
        if (now >= _mayReadAt)
        {
            Refresh();
            long end = Stopwatch.GetTimestamp();
            _mayReadAt = end + (end - now) * (Share - 1);
        }

        return _texts.GetValueOrDefault(tid);
    }

    private void Refresh()
    {
        string text = read();
        _texts.Clear();
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            int space = line.IndexOf(' ');
            if (space <= 0) continue;
            if (int.TryParse(line[..space], NumberStyles.Integer, CultureInfo.InvariantCulture, out int tid))
                _texts[tid] = line[(space + 1)..].ToString();
        }
    }
}
