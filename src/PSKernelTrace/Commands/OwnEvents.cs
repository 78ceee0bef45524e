using KernelTrace.Processes;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Commands;

/// <summary>Leaves the events, or functions, of this process out of a session while it follows the session: reading and printing make
/// events themselves, and each would bring the next.</summary>
internal sealed class OwnEvents : IDisposable
{
    /// <summary>The file that leaves threads' events out.</summary>
    public const string Events = "set_event_notrace_pid";

    /// <summary>The file that leaves threads' functions out.</summary>
    public const string Functions = "set_ftrace_notrace_pid";

    private readonly TraceInstance _instance;
    private readonly string _file;
    private readonly HashSet<int> _own = [.. ThreadList.Of(Environment.ProcessId)];

    private OwnEvents(TraceInstance instance, string file) => (_instance, _file) = (instance, file);

    /// <summary>Begins to leave this process's threads out.</summary>
    public static OwnEvents LeaveOut(TraceInstance instance, string file = Events)
    {
        var own = new OwnEvents(instance, file);
        own._own.ExceptWith(instance.NotracePids(file)); // left out by somebody else: not ours to put back
        own.Write(instance.NotracePids(file).Concat(own._own));
        return own;
    }

    /// <summary>Whether an event is of this process all the same: of a thread that began since. It is left out too,
    /// and the kernel is told of the thread.</summary>
    public bool Covers(int tid, int? pid)
    {
        if (pid != Environment.ProcessId) return false;
        if (_own.Add(tid)) Write(_instance.NotracePids(_file).Append(tid));
        return true;
    }

    /// <summary>Lets this process's threads in again, and leaves what others have written as it is.</summary>
    public void Dispose()
    {
        if (_instance.Exists) Write(_instance.NotracePids(_file).Where(tid => !_own.Contains(tid)));
    }

    /// <summary>Kernels before 5.7 have no such file: there the events are left out here alone.</summary>
    private void Write(IEnumerable<int> threads) => _instance.TrySetNotracePids(_file, [.. threads]);
}
