using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Captured;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Symbols;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>The words of the running kernel's events, against its own text of the same events.</summary>
public sealed partial class WordsTests
{
    /// <summary>What a machine has anyway, and what a small load makes: with names, symbols, texts, arrays.</summary>
    private static readonly string[] _systems =
        ["sched", "irq", "timer", "syscalls", "kmem", "task", "signal", "workqueue", "exceptions", "filelock", "net", "sock", "skb", "tcp", "writeback", "block"];

    private readonly TracefsRoot _root = Live.Require();

    [Fact]
    public void Every_line_is_the_kernels_own()
    {
        using PrivateSession session = PrivateSession.Create(_root, new SessionSettings { BufferSize = 8 << 20 });
        TraceInstance instance = session.Instance;
        instance.TracingOn = false;
        bool plain = instance.TrySetOption("hash-ptr", false);
        EventName[] names = [.. _root.EventNames().Where(name => _systems.Contains(name.System))];
        EventSwitch.Enable(instance, names, null);
        instance.TracingOn = true;
        using (var load = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "ls -l /usr > /dev/null; cat /proc/self/status > /dev/null; sleep 0.05; exit 3"]) { UseShellExecute = false })!)
            load.WaitForExit();
        File.WriteAllText(instance.Path + "/trace_marker", "a marker of two\nlines\n");
        instance.TracingOn = false;
        foreach (EventName name in names) File.WriteAllText($"{instance.Path}/events/{name.System}/{name.Event}/enable", "0");

        // sessions record processes, and the text would show them
        instance.TrySetOption("record-tgid", false);
        var text = TextEvent.Parse(System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(instance.Path + "/trace")))
            .GroupBy(item => item.Cpu).ToDictionary(group => group.Key, group => new Queue<TextEvent>(group));
        var recorded = new Recorded();
        using (TraceReader reader = TraceReader.Open(instance, LiveKernelFacts.Of(_root))) recorded.Drain(reader);
        Assert.Empty(recorded.Lost);
        Assert.Equal(text.Sum(item => item.Value.Count), recorded.All.Count);

        var wrong = new List<string>();
        var kinds = new HashSet<string>();
        foreach (KTraceEvent item in recorded.All)
        {
            TextEvent line = text[item.Cpu].Dequeue();
            string theirs = Without(TextEvent.Utf8($"{line.Prefix} {Time(line)}: {line.Whole}"), plain);
            // the name of the thread may have changed between the text and the reading
            string ours = Without(line.Comm.PadLeft(16) + item.ToString()[item.Comm.PadLeft(16).Length..], plain);
            kinds.Add(item.Event);
            if (ours != theirs) wrong.Add($"\n  ours   {ours}\n  theirs {theirs}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {recorded.All.Count} differ:{string.Concat(wrong.Take(20))}");
        Assert.True(kinds.Count > 30 && recorded.All.Count > 500, $"only {kinds.Count} kinds, {recorded.All.Count} events");
    }

    /// <summary>Where the kernel hashes addresses they cannot be compared; times since an event count to the moment of
    /// the printing.</summary>
    private static string Without(string line, bool plain)
    {
        line = Age().Replace(line.TrimEnd('\n'), " age=*");
        // where the kernel does not show its memory, nobody can tell where its list of pages begins
        line = Page().Replace(line, "$1=*");
        return plain ? line : Address().Replace(line, "*");
    }

    private static string Time(TextEvent line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.Time / 1_000_000,5}.{line.Time % 1_000_000:d6}");

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(page|folio)=(\?|[0-9a-f]{16})")]
    private static partial Regex Page();

    [GeneratedRegex(" age=-?[0-9]+")]
    private static partial Regex Age();
}
