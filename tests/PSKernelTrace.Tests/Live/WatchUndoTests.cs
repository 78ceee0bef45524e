using System.Management.Automation;
using System.Management.Automation.Runspaces;
using KernelTrace.Tracefs;
using PSKernelTrace.Shell.Session;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>A watch undoes itself, however it ends.</summary>
public sealed class WatchUndoTests
{
    private const string Watch = "Watch-KTraceEvent sched:sched_switch,syscalls:sys_enter_close";

    private readonly TracefsRoot _root = Live.Require();

    [Fact]
    public void Fifty_watches_stopped_at_random_moments_leave_nothing()
    {
        using Runspace runspace = Open();
        Stop(runspace, 500); // what is opened once and kept is open now
        int before = Descriptors();
        var random = new Random(50);
        for (int i = 0; i < 50; i++) Stop(runspace, random.Next(0, 60));
        NothingIsLeft();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(Descriptors(), 0, before + 2);
        Assert.Equal("0", File.ReadAllText(_root.Path + "/events/sched/sched_switch/enable").TrimEnd('*', '\n'));
    }

    [Theory]
    [InlineData(Watch + " | Select-Object -First 1")]
    [InlineData(Watch + " | ForEach-Object { throw 'downstream' }")]
    [InlineData("foreach ($e in " + Watch + " -MaxEvents 2) { break }")]
    [InlineData("& { " + Watch + " -MaxEvents 1 }")]
    public void A_watch_undoes_itself(string script)
    {
        using Runspace runspace = Open();
        using PowerShell ps = PowerShell.Create(runspace);
        try
        {
            ps.AddScript(script).Invoke();
        }
        catch (RuntimeException e)
        {
            Assert.Contains("downstream", e.Message, StringComparison.Ordinal);
        }

        NothingIsLeft();
    }

    [Fact]
    public void A_closed_runspace_undoes_its_watch()
    {
        Runspace runspace = Open();
        using PowerShell ps = PowerShell.Create(runspace);
        IAsyncResult running = ps.AddScript(Watch).BeginInvoke();
        Thread.Sleep(700);
        runspace.Close();
        Assert.Throws<PipelineStoppedException>(() => ps.EndInvoke(running));
        NothingIsLeft();
        runspace.Dispose();
    }

    private void Stop(Runspace runspace, int milliseconds)
    {
        using PowerShell ps = PowerShell.Create(runspace);
        IAsyncResult running = ps.AddScript(Watch).BeginInvoke();
        Thread.Sleep(milliseconds);
        ps.Stop();
        Assert.Throws<PipelineStoppedException>(() => ps.EndInvoke(running));
        NothingIsLeft();
    }

    private static Runspace Open()
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(SessionStateFactory.Create(Repository.Module));
        runspace.Open();
        return runspace;
    }

    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private void NothingIsLeft()
    {
        string own = $"pskerneltrace-{Environment.ProcessId}-";
        Assert.DoesNotContain(_root.InstanceNames(), name => name.StartsWith(own, StringComparison.Ordinal));
    }
}
