using System.Management.Automation;
using KernelTrace.Interop;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>What enabling and disabling share: names are gathered from the pipeline, and switched together at its end,
/// so that a whole subsystem takes one write.</summary>
public abstract class SwitchTracepointCommand : KTraceCommand
{
    private readonly List<string> _patterns = [];

    /// <summary>The session in which events are switched.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public string Session { get; set; } = SessionName.Default;

    /// <summary>Gives the tracepoints out.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Takes names from the pipeline.</summary>
    internal void Add(IEnumerable<string> patterns) => _patterns.AddRange(patterns);

    /// <summary>The events that were named, each once.</summary>
    internal IReadOnlyList<EventName> Named() => Resolve(_patterns);

    /// <summary>Whether any name was given at all.</summary>
    internal bool AnyNamed => _patterns.Count > 0;

    /// <summary>Asks about each event, or about many at once.</summary>
    internal IReadOnlyList<EventName> Confirmed(IReadOnlyList<EventName> names, string action) =>
        [.. names.Where(name => ShouldProcess($"{name} in session {Session}", action))];

    /// <summary>Reports what was refused, and gives out the rest.</summary>
    internal void Finish(TraceInstance instance, IReadOnlyList<EventName> names, string what, bool enabled,
        IReadOnlyList<(EventName Name, KernelException Error)> failures)
    {
        IReadOnlyList<EventName> switched = Accepted(what, names, failures);
        if (!PassThru) return;
        foreach (EventName name in switched) WriteObject(new KTracepoint(instance, name, enabled));
    }
}
