using KernelTrace.Formats.Events;
using KernelTrace.Tracefs;

namespace KernelTrace.Reading;

/// <summary>Which events of an instance have a stack recorded behind them. The trigger of an event is looked at when the
/// event is first seen.</summary>
internal sealed class RecordedStacks
{
    private readonly TraceInstance _instance;
    private readonly Dictionary<int, bool> _triggered = [];
    private readonly bool _allKernel;
    private HashSet<int>? _threads, _leftOut;

    /// <summary>Looks at the options of an instance.</summary>
    public RecordedStacks(TraceInstance instance)
    {
        _instance = instance;
        _allKernel = instance.Option("stacktrace") == true;
        OfProcess = instance.Option("userstacktrace") == true;
    }

    /// <summary>Whether all events have a stack, by the instance's options.</summary>
    public bool IsForAll => _allKernel || OfProcess;

    /// <summary>Whether events have a stack of their process.</summary>
    public bool OfProcess { get; private set; }

    /// <summary>Whether an event has a stack of the kernel.</summary>
    public bool OfKernel(int eventId)
    {
        if (_allKernel) return true;
        if (!_triggered.TryGetValue(eventId, out bool has)) _triggered[eventId] = has = IsTriggered(eventId);
        return has;
    }

    /// <summary>A stack has come behind an event: it was asked for since.</summary>
    public void Learn(int eventId, bool isUser)
    {
        if (isUser) OfProcess = true;
        else _triggered[eventId] = true;
    }

    /// <summary>Whether the events of a thread are left out. The trigger writes their stacks all the same.</summary>
    public bool LeavesOut(int tid)
    {
        _threads ??= [.. _instance.TryRead("set_event_pid") is null ? [] : _instance.EventPids];
        _leftOut ??= [.. _instance.EventNotracePids];
        return (_threads.Count > 0 && !_threads.Contains(tid)) || _leftOut.Contains(tid);
    }

    /// <summary>Whether an event has the trigger that records stacks.</summary>
    public static bool IsTriggered(TraceInstance instance, EventFormat format) =>
        StackTrigger.IsSet(instance, new EventName(format.System, format.Name));

    private bool IsTriggered(int eventId)
    {
        try
        {
            return _instance.Root.FindFormat(eventId, _instance) is EventFormat format && IsTriggered(_instance, format);
        }
        catch (FormatParseException)
        {
            return false; // the event is shown with its bytes
        }
    }
}
