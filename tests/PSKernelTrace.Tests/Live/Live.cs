using System.Diagnostics;
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

    /// <summary>Leaves all threads but the generators' out. Kernels before 5.17 judge the filter of a system call's event
    /// in the buffer, and so count the rejected events of others too when it is full.</summary>
    public static void Only(PrivateSession session, params Generator[] generators) =>
        session.Instance.EventPids = [.. generators.Select(generator => generator.Tid)];

    /// <summary>Lets generators begin as soon as a watch of this process records.</summary>
    public static Task BeginWhenWatched(TracefsRoot root, params Generator[] generators) => Task.Run(() =>
    {
        string own = $"pskerneltrace-{Environment.ProcessId}-";
        var time = Stopwatch.StartNew();
        while (!root.InstanceNames().Where(name => name.StartsWith(own, StringComparison.Ordinal)).Select(root.Instance)
            .Any(instance => instance.EnabledEvents().Count > 0 && instance.TracingOn))
        {
            Assert.True(time.Elapsed < TimeSpan.FromMinutes(1), "no watch began within a minute");
            Thread.Sleep(20);
        }

        foreach (Generator generator in generators) generator.Begin();
    });

    public static EventName Close { get; } = new("syscalls", "sys_enter_close");

    /// <summary>Two CPUs to pin generators to; the same twice where there is one.</summary>
    public static int[] TwoCpus(TracefsRoot root)
    {
        IReadOnlyList<int> cpus = root.Top.Cpus();
        return [cpus[0], cpus[^1]];
    }
}
