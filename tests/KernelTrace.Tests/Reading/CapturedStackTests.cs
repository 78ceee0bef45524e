using System.Globalization;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Captured;
using KernelTrace.Reading;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

/// <summary>The captures with stacks of every kernel, read as its buffers, against the kernel's own text of them.</summary>
public sealed class CapturedStackTests : IDisposable
{
    private readonly TraceTree _tree = new(cpus: 3);

    public static TheoryData<string> Lines => [.. FixtureArchive.Lines];

    public void Dispose()
    {
        KeptStreams.Forget(_tree.Instance);
        _tree.Dispose();
    }

    [Theory, MemberData(nameof(Lines))]
    public void Every_event_has_the_stacks_that_the_text_shows_behind_it(string line)
    {
        FixtureArchive archive = FixtureArchive.Of(line);
        Load(archive);
        List<(TextEvent Event, string[] Kernel, string[] User)> expected = Expected(archive);
        using TraceReader reader = TraceReader.Open(_tree.Instance, new Facts(new CapturedSymbols(archive.Text("kallsyms"))));
        reader.Drain();
        var events = new List<KTraceEvent>();
        while (reader.TryRead(out KTraceEvent? item)) events.Add(item);

        // the text is in the order of time, too
        Assert.Equal(expected.Select(item => (item.Event.Cpu, item.Event.Tid)), events.Select(item => (item.Cpu, item.Tid)));
        foreach ((KTraceEvent item, (TextEvent text, string[] kernel, string[] user)) in events.Zip(expected))
        {
            Assert.StartsWith(item.Event[(item.Event.IndexOf(':', StringComparison.Ordinal) + 1)..] + ": ", text.Words);
            Assert.Equal(kernel, item.Stack.Where(frame => !frame.IsUser).Select(frame => frame.Symbol));
            Assert.Equal(user, item.Stack.Where(frame => frame.IsUser).Select(frame => frame.Address.ToString("x16", CultureInfo.InvariantCulture)));
        }

        Assert.True(events.Count(item => item.Stack.Count > 0) > events.Count / 2);
    }

    private void Load(FixtureArchive archive)
    {
        string root = _tree.Root.Path;
        foreach (string part in ("\n" + archive.Text("formats.txt")).Split("\n# ", StringSplitOptions.RemoveEmptyEntries))
        {
            int end = part.IndexOf('\n', StringComparison.Ordinal);
            string format = part[(end + 1)..];
            string id = format[(format.IndexOf("ID: ", StringComparison.Ordinal) + 4)..];
            _tree.Kernel[$"{root}/events/{part[..end]}/format"] = new FakeFile(format);
            _tree.Kernel[$"{root}/events/{part[..end]}/id"] = new FakeFile(id[..(id.IndexOf('\n', StringComparison.Ordinal) + 1)]);
        }

        _tree.Set("events/header_page", archive.Text("header_page"));
        _tree.Set("set_event", "sched:sched_process_exec\nsched:sched_process_fork\nsched:sched_switch\n");
        _tree.Set("options/stacktrace", "1\n");
        _tree.Set("options/userstacktrace", "1\n");
        for (int cpu = 0; cpu < 3; cpu++)
        {
            string file = $"stacks/cpu{cpu}.raw";
            byte[] raw = archive.Has(file) ? archive.Bytes(file) : [];
            int at = 0;
            _tree.Kernel[_tree.Instance.RawPath(cpu)] = new FakeFile
            {
                OnRead = buffer =>
                {
                    int count = Math.Min(4096, raw.Length - at);
                    raw.AsSpan(at, count).CopyTo(buffer);
                    at += count;
                    return count;
                },
            };
        }

        // later than all that was captured
        _tree.Kernel.Now = 1_000_000_000_000_000;
    }

    /// <summary>The events of the text with the functions and addresses that follow on their CPU.</summary>
    private static List<(TextEvent Event, string[] Kernel, string[] User)> Expected(FixtureArchive archive)
    {
        var events = new List<(TextEvent, string[], string[])>();
        var last = new Dictionary<int, int>();
        foreach (TextEvent item in TextEvent.Parse(archive.Text("stacks/trace.txt")))
        {
            string[] frames = [.. item.More.Where(more => more.StartsWith(" => ", StringComparison.Ordinal))
                .Select(more => more.Trim(' ', '=', '>', '<').Split(' ')[0])];
            if (item.Words is not ("<stack trace>" or "<user stack trace>"))
            {
                last[item.Cpu] = events.Count;
                events.Add((item, [], []));
                continue;
            }

            (TextEvent of, string[] kernel, string[] user) = events[last[item.Cpu]];
            events[last[item.Cpu]] = item.Words == "<stack trace>" ? (of, frames, user) : (of, kernel, frames);
        }

        return events;
    }

    private sealed class Facts(CapturedSymbols symbols) : KernelFacts
    {
        public override bool TryFindSymbol(ulong address, out KernelSymbol symbol)
        {
            symbol = new KernelSymbol(symbols.Find(address) ?? "", 0, 0, null);
            return symbol.Name.Length > 0;
        }
    }
}
