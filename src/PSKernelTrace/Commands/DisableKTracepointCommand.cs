using System.Management.Automation;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Ends the recording of events in a session.</summary>
[Cmdlet(VerbsLifecycle.Disable, "KTracepoint", SupportsShouldProcess = true)]
[OutputType(typeof(KTracepoint))]
public sealed class DisableKTracepointCommand : SwitchTracepointCommand
{
    /// <summary>Names or patterns of events; without any, all that the session records.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EventCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Name is not null) Add(Name);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TraceInstance instance = FindSession(Session);
        bool all = !AnyNamed && !MyInvocation.ExpectingInput;
        IReadOnlyList<EventName> enabled = Guard("Session", Session, instance.EnabledEvents);
        IReadOnlyList<EventName> names;
        if (all)
        {
            names = enabled;
        }
        else
        {
            HashSet<EventName> on = [.. enabled];
            names = [.. Named().Where(on.Contains)];
        }

        names = Confirmed(names, "Disable");
        if (names.Count > 0)
            Finish(instance, names, "DisableTracepoint", false, EventSwitch.Disable(instance, names));
    }
}
