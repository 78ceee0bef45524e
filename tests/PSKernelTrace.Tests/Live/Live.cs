using KernelTrace.Interop;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>What live tests need of the machine.</summary>
internal static class Live
{
    /// <summary>The machine's tracefs; the test is skipped, with the reason, where it cannot be had.</summary>
    public static TracefsRoot Require()
    {
        if (Environment.UserName != "root") Assert.Skip("needs root");
        try
        {
            return TracefsRoot.Open();
        }
        catch (KernelException e)
        {
            Assert.Skip($"needs tracefs: {e.Message}");
            throw;
        }
    }

    /// <summary>A recording of the generators' events alone, in a private session.</summary>
    public static PrivateSession Record(TracefsRoot root, SessionSettings settings)
    {
        PrivateSession session = PrivateSession.Create(root, settings);
        var failures = EventSwitch.Enable(session.Instance, [Close], $"fd >= {Generator.First}");
        Assert.Empty(failures);
        return session;
    }

    public static EventName Close { get; } = new("syscalls", "sys_enter_close");

    /// <summary>Two CPUs to pin generators to; the same twice where there is one.</summary>
    public static int[] TwoCpus(TracefsRoot root)
    {
        IReadOnlyList<int> cpus = root.Top.Cpus();
        return [cpus[0], cpus[^1]];
    }
}
