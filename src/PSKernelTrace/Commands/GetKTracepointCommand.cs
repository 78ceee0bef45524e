using System.Management.Automation;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Lists the events of this kernel.</summary>
[Cmdlet(VerbsCommon.Get, "KTracepoint")]
[OutputType(typeof(KTracepoint))]
public sealed class GetKTracepointCommand : KTraceCommand
{
    private HashSet<EventName>? _enabled;
    private TraceInstance? _instance;

    /// <summary>Names or patterns of events.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EventCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The session whose state is shown.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public string Session { get; set; } = SessionName.Default;

    /// <summary>Shows only the events that the session records.</summary>
    [Parameter]
    public SwitchParameter Enabled { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // the default session need not be there yet: then nothing is enabled in it
        _instance = MyInvocation.BoundParameters.ContainsKey(nameof(Session))
            ? FindSession(Session)
            : Guard("Session", Session, () => Root.Instance(Session));
        _enabled = _instance.Exists ? [.. Guard("Session", Session, _instance.EnabledEvents)] : [];
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (EventName name in Resolve(Name))
        {
            bool enabled = _enabled!.Contains(name);
            if (enabled || !Enabled) WriteObject(new KTracepoint(_instance!, name, enabled));
        }
    }
}
