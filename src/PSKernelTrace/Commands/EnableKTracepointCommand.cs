using System.Management.Automation;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Begins to record events in a session.</summary>
[Cmdlet(VerbsLifecycle.Enable, "KTracepoint", SupportsShouldProcess = true)]
[OutputType(typeof(KTracepoint))]
public sealed class EnableKTracepointCommand : SwitchTracepointCommand
{
    /// <summary>Names or patterns of events.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EventCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>A condition in the kernel's filter language.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FilterCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Filter { get; set; }

    /// <summary>Records the kernel's stack with each event.</summary>
    [Parameter]
    public SwitchParameter StackTrace { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Add(Name);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        IReadOnlyList<EventName> names = Confirmed(Named(),
            "Enable" + (Filter is null ? "" : $" with filter '{Filter}'") + (StackTrace ? " with stack" : ""));
        if (names.Count == 0) return;
        TraceInstance instance = OpenSession(Session);
        Finish(instance, names, "EnableTracepoint", true, EventSwitch.Enable(instance, names, Filter, StackTrace));
    }
}
