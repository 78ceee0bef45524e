using KernelTrace.Tracefs;

namespace KernelTrace.Reading;

/// <summary>Which events of an instance have a stack recorded behind them.</summary>
internal sealed class RecordedStacks
{
    private readonly HashSet<int> _triggered = [];
    private readonly HashSet<int> _threads, _leftOut;
    private bool _allUser;

    /// <summary>Looks at the options and triggers of an instance.</summary>
    public RecordedStacks(TraceInstance instance)
    {
        All = instance.Option("stacktrace") == true;
        _allUser = instance.Option("userstacktrace") == true;
        string enabled = All ? "" : instance.TryRead("set_event") ?? "";
        foreach (EventName name in EventList.Parse(enabled))
        {
            if (StackTrigger.IsSet(instance, name)) _triggered.Add(instance.Root.EventId(name));
        }

        _threads = [.. instance.TryRead("set_event_pid") is null ? [] : instance.EventPids];
        _leftOut = [.. instance.EventNotracePids];
    }

    /// <summary>Whether all events have one of the kernel.</summary>
    public bool All { get; }

    /// <summary>Whether any event has one.</summary>
    public bool Any => All || _allUser || _triggered.Count > 0;

    /// <summary>Whether an event has a stack of the kernel.</summary>
    public bool OfKernel(int eventId) => All || _triggered.Contains(eventId);

    /// <summary>Whether an event has a stack of its process.</summary>
    public bool OfProcess => _allUser;

    /// <summary>A stack has come behind an event: it was asked for since.</summary>
    public void Learn(int eventId, bool isUser)
    {
        if (isUser) _allUser = true;
        else _triggered.Add(eventId);
    }

    /// <summary>Whether the events of a thread are left out. The trigger writes their stacks all the same.</summary>
    public bool LeavesOut(int tid) => (_threads.Count > 0 && !_threads.Contains(tid)) || _leftOut.Contains(tid);
}
