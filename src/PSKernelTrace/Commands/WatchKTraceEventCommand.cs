using System.Management.Automation;
using KernelTrace.Formats.Records;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using PSKernelTrace.Binding;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Shows events as they happen, in a private session that is gone when the command ends.</summary>
[Cmdlet(VerbsCommon.Watch, "KTraceEvent", DefaultParameterSetName = PrivateSet)]
[OutputType(typeof(KTraceEvent))]
[OutputType(typeof(KTraceLostEvents))]
public sealed class WatchKTraceEventCommand : EventStreamCommand
{
    private const string PrivateSet = "Private", SharedSet = "Session";

    private readonly List<string> _patterns = [];
    private PrivateSession? _session;
    private TraceInstance? _shared;
    private IReadOnlyList<EventName> _enabledHere = [];
    private HashSet<int>? _processes;

    /// <summary>Names or patterns of events.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(EventCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Event { get; set; } = [];

    /// <summary>A condition in the kernel's filter language.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FilterCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Filter { get; set; }

    /// <summary>Shows the events of these processes only.</summary>
    [Parameter(ParameterSetName = PrivateSet)]
    [Alias("Id", "Pid")]
    [ValidateRange(1, int.MaxValue)]
    public int[]? ProcessId { get; set; }

    /// <summary>Shows the events of children of those processes too.</summary>
    [Parameter(ParameterSetName = PrivateSet)]
    public SwitchParameter IncludeChildren { get; set; }

    /// <summary>Shows the events of these CPUs only.</summary>
    [Parameter(ParameterSetName = PrivateSet)]
    [ValidateRange(0, 65535)]
    public int[]? Cpu { get; set; }

    /// <summary>Bytes of the buffer of each CPU.</summary>
    [Parameter(ParameterSetName = PrivateSet)]
    [ByteSizeTransformation]
    [ValidateRange(4096L, 1L << 40)]
    public long BufferSize { get; set; }

    /// <summary>Records the kernel's stack with each event.</summary>
    [Parameter]
    public SwitchParameter StackTrace { get; set; }

    /// <summary>Records the stack of the process with each event.</summary>
    [Parameter(ParameterSetName = PrivateSet)]
    public SwitchParameter UserStackTrace { get; set; }

    /// <summary>Watches in this session instead of a private one.</summary>
    [Parameter(ParameterSetName = SharedSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _patterns.AddRange(Event);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        IReadOnlyList<EventName> names = Resolve(_patterns);
        if (names.Count == 0) return;
        TraceReader? reader = null;
        try
        {
            TraceInstance instance = Session is null ? OpenPrivate() : FindSession(Session);
            _shared = Session is null ? null : instance;
            if (!IncludeSelf && ProcessId?.Contains(Environment.ProcessId) != true) LeaveOutOwn(instance);
            names = Enable(instance, names);
            if (names.Count == 0) return;
            reader = OpenReader(instance, "Give more room with -BufferSize 64MB, or record less with -Filter.");
            if (_shared is not null) reader.Narrow(names.Select(Root.EventId));
            else instance.TracingOn = true;
            StartTime();
            if (!Follow(reader)) return;
            // the time is over: what happened within it is still in the buffer
            if (_shared is null) instance.TracingOn = false;
            else DisableHere();
            DrainAll(reader);
        }
        finally
        {
            if (reader is not null && !IsStopping) ReportLosses(reader);
            End();
        }
    }

    private protected override bool Wants(KTraceEvent item) =>
        !IsOwn(item.Tid, item.Pid) && (_processes is null || item.Pid is not int pid || _processes.Contains(pid));

    private protected override void Undo()
    {
        DisableHere();
        Interlocked.Exchange(ref _session, null)?.Dispose();
    }

    private TraceInstance OpenPrivate()
    {
        // new threads of a process are followed as its children are; without -IncludeChildren the latter are left out here
        _processes = ProcessId is null || IncludeChildren ? null : [.. ProcessId];
        _session = Guard("CreateSession", "private session", () => PrivateSession.Create(Root, new SessionSettings
        {
            BufferSize = BufferSize > 0 ? BufferSize : null,
            ProcessIds = ProcessId,
            IncludeChildren = true,
            Cpus = Cpu,
            // here all events are ours; the option, unlike a trigger, writes no stacks of threads that are left out
            StackTrace = StackTrace,
            UserStackTrace = UserStackTrace,
        }));
        // all events begin together
        _session.Instance.TracingOn = false;
        return _session.Instance;
    }

    /// <summary>Enables the events; gives back those that the kernel did not refuse.</summary>
    private IReadOnlyList<EventName> Enable(TraceInstance instance, IReadOnlyList<EventName> names)
    {
        HashSet<EventName> on = _shared is null ? [] : [.. instance.EnabledEvents()];
        EventName[] off = [.. names.Where(name => !on.Contains(name))];
        if ((Filter is not null || StackTrace) && off.Length < names.Count)
        {
            WriteWarning($"Session '{Session}' already records {string.Join(", ", names.Where(on.Contains))}: "
                + $"{(Filter is null ? "-StackTrace is" : StackTrace ? "-Filter and -StackTrace are" : "-Filter is")} not applied to what it records.");
        }

        IReadOnlyList<EventName> enabled = Accepted("EnableTracepoint", off,
            EventSwitch.Enable(instance, off, Filter, StackTrace && _shared is not null));
        if (_shared is not null) _enabledHere = enabled;
        return [.. names.Where(on.Contains), .. enabled];
    }

    /// <summary>Disables, in a shared session, what this command enabled.</summary>
    private void DisableHere()
    {
        if (_enabledHere.Count > 0 && _shared is { Exists: true }) EventSwitch.Disable(_shared, _enabledHere);
        _enabledHere = [];
    }
}
