using System.Globalization;
using KernelTrace.Formats.Probes;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>How often probes were hit: <c>kprobe_profile</c> and <c>uprobe_profile</c>.</summary>
/// <remarks>
/// <code>
///   EVENT                HITS  MISSES      kprobe_profile
///   PATH EVENT           HITS              uprobe_profile
/// </code>
/// The group is not told; but the lines come in the order of <c>dynamic_events</c>, so that they are matched in turn.
/// Source: <c>probes_profile_seq_show</c>, <c>kernel/trace/trace_kprobe.c</c>, <c>trace_uprobe.c</c>.
/// </remarks>
internal sealed class ProbeProfile
{
    private readonly Queue<(string Event, long Hits, long? Misses)> _kernel, _user;

    public ProbeProfile(TracefsRoot root)
    {
        _kernel = Read(root, "kprobe_profile", 0);
        _user = Read(root, "uprobe_profile", 1);
    }

    /// <summary>The counts of the next definition of the list.</summary>
    public (long? Hits, long? Misses) Next(ProbeDefinition definition)
    {
        Queue<(string Event, long Hits, long? Misses)>? lines = definition.Kind switch
        {
            ProbeKind.Kprobe or ProbeKind.Kretprobe => _kernel,
            ProbeKind.Uprobe or ProbeKind.Uretprobe => _user,
            _ => null
        };
        if (lines is null || lines.Count == 0) return (null, null);
        // a probe may have come or gone between the two readings
        if (!lines.Any(line => line.Event == definition.Event)) return (null, null);
        while (lines.Peek().Event != definition.Event) lines.Dequeue();
        (_, long hits, long? misses) = lines.Dequeue();
        return (hits, misses);
    }

    private static Queue<(string, long, long?)> Read(TracefsRoot root, string file, int at)
    {
        var lines = new Queue<(string, long, long?)>();
        if (root.Files.TryRead(root.Path + "/" + file, out string text) < 0) return lines;
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < at + 2 || !TryNumber(words[at + 1], out long hits)) continue;
            long? misses = words.Length > at + 2 && TryNumber(words[at + 2], out long missed) ? missed : null;
            lines.Enqueue((words[at], hits, misses));
        }

        return lines;
    }

    private static bool TryNumber(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
