using System.Diagnostics;
using System.Management.Automation;
using KernelTrace.Formats.Records;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Get- and Watch-KTraceEvent in a real runspace on the live kernel.</summary>
public sealed class EventTests(LiveShell shell) : IClassFixture<LiveShell>
{
    private readonly TracefsRoot _root = Live.Require();

    [Fact]
    public void Get_drains_oldest_first_narrowed_and_bounded()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name}; Enable-KTracepoint syscalls:sys_enter_close,syscalls:sys_exit_close -Session {name}");
        Generate(500);
        shell.Run($"Stop-KTraceSession {name}");
        KTraceEvent[] first = [.. shell.Run($"Get-KTraceEvent -Session {name} -MaxEvents 100").Select(item => (KTraceEvent)item.BaseObject)];
        Assert.Equal(100, first.Length);
        // what the first reading took and did not show is there for the second
        KTraceEvent[] rest = [.. shell.Run($"Get-KTraceEvent syscalls:sys_enter_* -Session {name}").Select(item => (KTraceEvent)item.BaseObject)];
        Assert.All(rest, item => Assert.Equal("syscalls:sys_enter_close", item.Event));
        Assert.Equal(500, first.Concat(rest).Count(item => item.Event == "syscalls:sys_enter_close"
            && (uint)item.Fields["fd"]! >= Generator.First && item.Comm == "ktgen-x"));
        Assert.True(first.Concat(rest).Zip(first.Concat(rest).Skip(1)).All(pair => pair.First.TimestampNs <= pair.Second.TimestampNs));
        Assert.Empty(shell.Run($"Get-KTraceEvent -Session {name}"));
    }

    [Fact]
    public void The_default_session_is_made_by_the_first_enable_and_kept()
    {
        if (_root.Instance("pskerneltrace").Exists) Assert.Skip("the session 'pskerneltrace' is in use on this machine");
        Assert.StartsWith("Session,NotFound", Assert.Single(shell.RunAll("Get-KTraceEvent").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        try
        {
            shell.Run($"Enable-KTracepoint syscalls:sys_enter_close -Filter 'fd >= {Generator.First}'");
            Generate(30);
            PSObject group = Assert.Single(shell.Run("Get-KTraceEvent | Group-Object Comm"));
            Assert.Equal(("ktgen-x", 30), (group.Properties["Name"].Value, group.Properties["Count"].Value));
            Assert.True(_root.Instance("pskerneltrace").Exists);
        }
        finally
        {
            shell.Run("Remove-KTraceSession pskerneltrace");
        }
    }

    [Fact]
    public void Wait_goes_on_with_what_comes()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name}; Enable-KTracepoint syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' -Session {name}");
        Generate(10);
        using PowerShell ps = PowerShell.Create();
        ps.Runspace = System.Management.Automation.Runspaces.RunspaceFactory.CreateRunspace(PSKernelTrace.Shell.Session.SessionStateFactory.Create(Repository.Module));
        ps.Runspace.Open();
        var output = new PSDataCollection<PSObject>();
        IAsyncResult running = ps.AddScript($"Get-KTraceEvent -Session {name} -Wait -MaxEvents 20").BeginInvoke<PSObject, PSObject>(null, output);
        WaitUntil(() => output.Count == 10);
        Assert.False(running.IsCompleted);
        Generate(10);
        ps.EndInvoke(running);
        Assert.Equal(20, output.Count);
        ps.Runspace.Dispose();
    }

    [Fact]
    public async Task Watch_shows_what_happens_and_leaves_nothing()
    {
        using var generator = new Generator(Live.TwoCpus(_root)[0], 1000, "ktgen-x");
        Task begun = Live.BeginWhenWatched(_root, generator);
        PSObject[] events = shell.Run($"Watch-KTraceEvent syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' -Duration 3");
        await begun;
        Assert.Equal(1000, events.Length);
        Assert.All(events, item => Assert.Equal("ktgen-x", item.Properties["Comm"].Value));
        NothingIsLeft();
    }

    [Fact]
    public async Task Watch_takes_the_events_of_one_process_its_threads_included()
    {
        using var wanted = new Generator(Live.TwoCpus(_root)[0], 500, "ktgen-x");
        using var other = new Generator(Live.TwoCpus(_root)[1], 500, "ktgen-y");
        Task begun = Live.BeginWhenWatched(_root, wanted, other);
        PSObject[] events = shell.Run($"Watch-KTraceEvent syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' -ProcessId {wanted.Pid} -Duration 2.5");
        await begun;
        Assert.Equal(500, events.Length);
        Assert.All(events, item => Assert.Equal(wanted.Pid, item.Properties["Pid"].Value));
    }

    [Fact]
    public void Watch_leaves_its_own_process_out_unless_asked()
    {
        const string Own = "Watch-KTraceEvent syscalls:sys_enter_* -Duration 0.3 {0} | Where-Object Pid -eq $PID";
        Assert.Empty(shell.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, Own, "")));
        Assert.NotEmpty(shell.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, Own, "-IncludeSelf")));
    }

    [Fact]
    public void Watch_in_a_session_puts_back_what_it_changed()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name}; Enable-KTracepoint sched:sched_process_exec -Session {name}");
        Assert.NotEmpty(shell.Run($"Watch-KTraceEvent sched:sched_switch -Session {name} -MaxEvents 3"));
        Assert.Equal(["sched:sched_process_exec"], _root.Instance(name).EnabledEvents().Select(item => item.ToString()));
        Assert.Empty(_root.Instance(name).EventNotracePids);
    }

    [Fact]
    public void A_loss_is_warned_of_with_its_number_place_and_remedy()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name} -BufferSize 32KB; Enable-KTracepoint syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' -Session {name}");
        Generate(20_000);
        LiveShell.Result result = shell.RunAll($"Get-KTraceEvent -Session {name} -IncludeLost");
        KTraceLostEvents[] lost = [.. result.Output.Select(item => item.BaseObject).OfType<KTraceLostEvents>()];
        Assert.Equal(20_000, result.Output.Length - lost.Length + lost.Sum(item => item.Count));
        string warning = Assert.Single(result.Warnings);
        Assert.Contains($"{lost.Sum(item => item.Count):N0} events were lost on CPU {lost[0].Cpu} before ", warning, StringComparison.Ordinal);
        Assert.Contains("-BufferSize", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(shell.RunAll($"Get-KTraceEvent -Session {name}").Output, item => item.BaseObject is KTraceLostEvents);
    }

    [Fact]
    public void The_object_has_the_kernels_fields_and_the_base_properties()
    {
        var item = (KTraceEvent)shell.Run("Watch-KTraceEvent sched:sched_waking -MaxEvents 1")[0].BaseObject;
        // sched_waking has fields 'comm' and 'pid' of its own: the base keeps the names
        Assert.Equal(item.Fields["comm"], ((dynamic)item).field_comm);
        Assert.Equal(item.Fields["pid"], ((dynamic)item).field_pid);
        Assert.IsType<int>(item.Fields["pid"]);
        Assert.InRange(item.Timestamp!.Value, DateTimeOffset.Now.AddMinutes(-1), DateTimeOffset.Now.AddSeconds(1));
        Assert.Equal("sched:sched_waking", item.Event);
        Assert.Contains("sched_waking: comm=", item.ToString(), StringComparison.Ordinal);
    }

    private void NothingIsLeft()
    {
        string own = $"pskerneltrace-{Environment.ProcessId}-";
        Assert.DoesNotContain(_root.InstanceNames(), name => name.StartsWith(own, StringComparison.Ordinal));
    }

    private void Generate(int count)
    {
        using var generator = new Generator(Live.TwoCpus(_root)[0], count, "ktgen-x");
        generator.Begin();
        generator.WaitUntilDone();
    }

    private static void WaitUntil(Func<bool> condition)
    {
        var time = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(time.Elapsed < TimeSpan.FromSeconds(30), "waited for 30 seconds");
            Thread.Sleep(10);
        }
    }
}
