using KernelTrace.Formats.Records;
using KernelTrace.Processes;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Commands;

/// <summary>Leaves the events of this process out of a session while it follows the session: reading and printing make
/// events themselves, and each would bring the next.</summary>
internal sealed class OwnEvents : IDisposable
{
    private readonly TraceInstance _instance;
    private readonly HashSet<int> _own = [.. ThreadList.Of(Environment.ProcessId)];

    private OwnEvents(TraceInstance instance) => _instance = instance;

    /// <summary>Begins to leave this process's threads out.</summary>
    public static OwnEvents LeaveOut(TraceInstance instance)
    {
        var own = new OwnEvents(instance);
        own._own.ExceptWith(instance.EventNotracePids); // left out by somebody else: not ours to put back
        own.Write(instance.EventNotracePids.Concat(own._own));
        return own;
    }

    /// <summary>Whether an event is of this process all the same: of a thread that began since. It is left out too,
    /// and the kernel is told of the thread.</summary>
    public bool Covers(KTraceEvent item)
    {
        if (item.Pid != Environment.ProcessId) return false;
        if (_own.Add(item.Tid)) Write(_instance.EventNotracePids.Append(item.Tid));
        return true;
    }

    /// <summary>Lets this process's threads in again, and leaves what others have written as it is.</summary>
    public void Dispose()
    {
        if (_instance.Exists) Write(_instance.EventNotracePids.Where(tid => !_own.Contains(tid)));
    }

    /// <summary>Kernels before 5.7 have no such file: there the events are left out here alone.</summary>
    private void Write(IEnumerable<int> threads) => _instance.TrySetEventNotracePids([.. threads]);
}
