using System.Management.Automation;
using KernelTrace.Formats.Records;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Stacks of the running kernel.</summary>
public sealed class StackTests(LiveShell shell) : IClassFixture<LiveShell>
{
    private static readonly EventName _switch = new("sched", "sched_switch");

    private readonly TracefsRoot _root = Live.Require();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_event_has_the_stack_of_the_kernels_own_text(bool byTrigger)
    {
        var facts = new KallsymsFacts();
        if (!facts.TryFindSymbol(ulong.MaxValue, out _)) Assert.Skip("needs /proc/kallsyms with addresses");
        using PrivateSession session = PrivateSession.Create(_root, new SessionSettings { StackTrace = !byTrigger });
        session.Instance.TracingOn = false;
        Assert.Empty(EventSwitch.Enable(session.Instance, [_switch], null, byTrigger));
        session.Instance.TracingOn = true;
        Thread.Sleep(200);
        session.Instance.TracingOn = false;
        string[] lines = File.ReadAllLines(session.Instance.Path + "/trace");

        var recorded = new Recorded();
        using TraceReader reader = TraceReader.Open(session.Instance, facts);
        recorded.Drain(reader);
        recorded.IsInTimeOrder();
        Assert.NotEmpty(recorded.All);
        Assert.All(recorded.All, item => Assert.Equal("sched:sched_switch", item.Event));
        // the last of a CPU may have been cut off when the recording ended
        Assert.InRange(recorded.All.Count(item => item.Stack.Count == 0), 0, 2);

        string[][] expected = [.. Stacks(lines)];
        IReadOnlyList<KTraceStackFrame>[] found = [.. recorded.All.Select(item => item.Stack).Where(stack => stack.Count > 0)];
        Assert.Equal(expected.Length, found.Length);
        Assert.Equal(expected.Sum(stack => stack.Length), found.Sum(stack => stack.Count));
        var names = expected.SelectMany(stack => stack).ToHashSet(StringComparer.Ordinal);
        foreach (KTraceStackFrame frame in found.SelectMany(stack => stack).DistinctBy(frame => frame.Address))
        {
            Assert.True(names.Contains(frame.Symbol!) || names.Any(name => facts.HasName(frame.Address - frame.Offset, name)),
                $"{frame} is not in the text");
        }
    }

    /// <summary>A trigger alone would write the stacks of what the filter rejects, and of other threads.</summary>
    [Fact]
    public void A_filter_and_a_thread_take_the_stacks_of_the_rest_away()
    {
        using var wanted = new Generator(Live.TwoCpus(_root)[0], 300, "ktgen-x");
        using var other = new Generator(Live.TwoCpus(_root)[1], 300, "ktgen-y");
        string name = shell.NewName(), own = shell.NewName();
        shell.Run($"New-KTraceSession {name} | Out-Null; New-KTraceSession {own} -ProcessId {wanted.Pid} | Out-Null");
        shell.Run($"Enable-KTracepoint syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' -StackTrace -Session {name}");
        shell.Run($"Enable-KTracepoint syscalls:sys_enter_close -StackTrace -Session {own}");
        wanted.Begin();
        other.Begin();
        wanted.WaitUntilDone();
        other.WaitUntilDone();
        KTraceEvent[] events = Events($"Get-KTraceEvent -Session {name}");
        Assert.Equal(600, events.Length);
        Assert.All(events, item => Assert.True(item.Stack.Count > 2 && item.Event == "syscalls:sys_enter_close"));
        events = Events($"Get-KTraceEvent -Session {own}");
        Assert.Equal(300, events.Count(item => (uint)item.Fields["fd"]! >= Generator.First && item.Stack.Count > 2));
        Assert.All(events, item => Assert.Equal(("syscalls:sys_enter_close", wanted.Pid), (item.Event, item.Pid)));
    }

    [Fact]
    public void A_stack_goes_with_its_event()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name} | Out-Null");
        string trigger = _root.Instance(name).Path + "/events/sched/sched_switch/trigger";
        PSObject point = Assert.Single(shell.Run($"Enable-KTracepoint sched:sched_switch -StackTrace -Session {name} -PassThru"));
        Assert.Equal(true, point.Properties["StackTrace"].Value);
        Assert.StartsWith("stacktrace", File.ReadAllText(trigger), StringComparison.Ordinal);
        shell.Run($"Enable-KTracepoint sched:sched_switch -Session {name}");
        Assert.StartsWith("#", File.ReadAllText(trigger), StringComparison.Ordinal);
        shell.Run($"Enable-KTracepoint sched:sched_switch,sched:sched_waking -StackTrace -Filter 'common_pid > 0' -Session {name}");
        Assert.Equal("stacktrace:unlimited if common_pid > 0", File.ReadAllText(trigger).Trim());
        shell.Run($"Disable-KTracepoint -Session {name}");
        Assert.StartsWith("#", File.ReadAllText(trigger), StringComparison.Ordinal);
        Assert.Empty(_root.Instance(name).EnabledEvents());
    }

    [Fact]
    public async Task A_watch_has_both_stacks_and_leaves_nothing()
    {
        using var wanted = new Generator(Live.TwoCpus(_root)[0], 500, "ktgen-x");
        using var other = new Generator(Live.TwoCpus(_root)[1], 500, "ktgen-y");
        Task begun = Live.BeginWhenWatched(_root, wanted, other);
        KTraceEvent[] events = Events($"Watch-KTraceEvent syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' "
            + $"-ProcessId {wanted.Pid} -StackTrace -UserStackTrace -Duration 2.5");
        await begun;
        Assert.Equal(500, events.Length);
        Assert.All(events, item =>
        {
            Assert.Equal(("syscalls:sys_enter_close", wanted.Pid), (item.Event, item.Pid));
            Assert.True(item.Stack[0] is { IsUser: false, Address.Value: > long.MaxValue } && item.Stack[^1] is { IsUser: true, Address.Value: < long.MaxValue });
            Assert.True(item.Stack.SkipWhile(frame => !frame.IsUser).All(frame => frame.IsUser));
            // the process lives, so that its code is known
            Assert.NotNull(item.Stack.First(frame => frame.IsUser).Module);
        });
        Assert.DoesNotContain(_root.InstanceNames(), name => name.StartsWith($"pskerneltrace-{Environment.ProcessId}-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_watch_in_a_session_takes_its_stacks_away_again()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name} | Out-Null; Enable-KTracepoint sched:sched_process_exec -Session {name}");
        LiveShell.Result result = shell.RunAll($"Watch-KTraceEvent sched:sched_switch,sched:sched_process_exec -StackTrace -Session {name} -MaxEvents 20");
        Assert.True(result.Output.Count(item => ((KTraceEvent)item.BaseObject).Stack.Count > 0) >= 15);
        Assert.Contains("-StackTrace is not applied", Assert.Single(result.Warnings), StringComparison.Ordinal);
        TraceInstance instance = _root.Instance(name);
        Assert.Equal(["sched:sched_process_exec"], instance.EnabledEvents().Select(item => item.ToString()));
        Assert.StartsWith("#", File.ReadAllText(instance.Path + "/events/sched/sched_switch/trigger"), StringComparison.Ordinal);
    }

    /// <summary>A stack is a record, so that it is lost like one.</summary>
    [Fact]
    public void Losses_count_events_and_stacks()
    {
        const int Count = 20_000;
        using PrivateSession session = PrivateSession.Create(_root, new SessionSettings { BufferSize = 64 << 10, StackTrace = true });
        Assert.Empty(EventSwitch.Enable(session.Instance, [Live.Close], $"fd >= {Generator.First}"));
        using var generator = new Generator(Live.TwoCpus(_root)[0], Count, "ktgen-s", 500, 3);
        Live.Only(session, generator);
        using TraceReader reader = TraceReader.Open(session.Instance);
        var recorded = new Recorded();
        generator.Begin();
        var done = Task.Run(generator.WaitUntilDone, TestContext.Current.CancellationToken);
        while (!done.IsCompleted)
        {
            recorded.ReadReady(reader);
            Thread.Sleep(5); // a reader too slow for the buffer
        }

        recorded.Drain(reader);
        recorded.IsInTimeOrder();
        KTraceEvent[] closes = [.. recorded.Events.Where(item => item.Event == Live.Close.ToString())];
        long alone = recorded.Events.Count() - closes.Length, lost = recorded.Lost.Sum(item => item.Count!.Value);
        Assert.True(lost > 0);
        // a stack alone, or an event alone, is next to a loss
        Assert.InRange(alone, 0, recorded.Lost.Count());
        Assert.InRange(closes.Count(item => item.Stack.Count == 0), 0, recorded.Lost.Count());
        Assert.Equal(2 * Count, closes.Length + closes.Count(item => item.Stack.Count > 0) + alone + lost);
    }

    [Fact]
    public void The_console_shows_a_stack_as_the_kernels_text_does()
    {
        string text = string.Concat(shell.Run("Watch-KTraceEvent sched:sched_switch -StackTrace -MaxEvents 1 | Out-String"));
        Assert.Contains(" sched_switch: ", text, StringComparison.Ordinal);
        Assert.True(text.Split('\n').Count(line => line.StartsWith(" => ", StringComparison.Ordinal)) > 2);
        text = string.Concat(shell.Run("Watch-KTraceEvent sched:sched_switch -StackTrace -MaxEvents 1 | Format-List | Out-String"));
        Assert.Matches(@"(?m)^Fields +: prev_comm = ", text);
        Assert.Matches(@"(?m)^Stack +: \S+$", text);
        Assert.DoesNotContain(" => ", string.Concat(shell.Run(
            "Watch-KTraceEvent sched:sched_switch -StackTrace -MaxEvents 1 | Format-Table | Out-String")).Replace("==>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private KTraceEvent[] Events(string script) => [.. shell.Run(script).Select(item => (KTraceEvent)item.BaseObject)];

    private static IEnumerable<string[]> Stacks(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].EndsWith(": <stack trace>", StringComparison.Ordinal)) continue;
            yield return [.. lines.Skip(i + 1).TakeWhile(line => line.StartsWith(" => ", StringComparison.Ordinal))
                .Select(line => line[4..].Split(' ')[0])];
        }
    }
}
