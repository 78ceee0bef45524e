using KernelTrace.Formats.Records;
using KernelTrace.Processes;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Commands;

/// <summary>Leaves the events of this process out of a session while it follows the session: reading and printing make
/// events themselves, and each would bring the next.</summary>
internal sealed class OwnEvents : IDisposable
{
    private readonly TraceInstance _instance;
    private readonly int[] _before;
    private readonly HashSet<int> _left;

    private OwnEvents(TraceInstance instance)
    {
        _instance = instance;
        _before = [.. instance.EventNotracePids];
        _left = [.. _before, .. ThreadList.Of(Environment.ProcessId)];
    }

    /// <summary>Begins to leave this process's threads out.</summary>
    public static OwnEvents LeaveOut(TraceInstance instance)
    {
        var own = new OwnEvents(instance);
        own.Write(own._left);
        return own;
    }

    /// <summary>Whether an event is of this process all the same: of a thread that began since. It is left out too,
    /// and the kernel is told of the thread.</summary>
    public bool Covers(KTraceEvent item)
    {
        if (item.Pid != Environment.ProcessId) return false;
        if (_left.Add(item.Tid)) Write(_left);
        return true;
    }

    /// <summary>Puts back what was there before.</summary>
    public void Dispose()
    {
        if (_instance.Exists) Write(_before);
    }

    /// <summary>Kernels before 5.7 have no such file: there the events are left out here alone.</summary>
    private void Write(IEnumerable<int> threads) => _instance.TrySetEventNotracePids([.. threads]);
}
