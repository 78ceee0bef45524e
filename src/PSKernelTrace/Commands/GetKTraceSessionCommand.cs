using System.Management.Automation;
using KernelTrace.Sessions;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Shows sessions: their settings, their counters, who owns them.</summary>
[Cmdlet(VerbsCommon.Get, "KTraceSession")]
[OutputType(typeof(KTraceSession))]
public sealed class GetKTraceSessionCommand : KTraceCommand
{
    /// <summary>Names or patterns of sessions; without any, all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Shows only sessions whose owner is gone.</summary>
    [Parameter]
    public SwitchParameter Orphaned { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in SessionNames(Name, true))
        {
            if (!Orphaned || SessionName.IsOrphaned(name))
                Try("Session", name, () => WriteObject(new KTraceSession(Root.Instance(name))));
        }
    }
}
