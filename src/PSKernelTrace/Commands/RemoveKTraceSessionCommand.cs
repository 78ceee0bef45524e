using System.Management.Automation;
using KernelTrace.Sessions;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Removes sessions, their events and buffers with them.</summary>
[Cmdlet(VerbsCommon.Remove, "KTraceSession", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
public sealed class RemoveKTraceSessionCommand : KTraceCommand
{
    /// <summary>Names or patterns of sessions.</summary>
    [Parameter(ParameterSetName = "Name", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Removes the sessions whose owner is gone.</summary>
    [Parameter(ParameterSetName = "Orphaned", Mandatory = true)]
    public SwitchParameter Orphaned { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Orphaned && ShouldProcess("what a killed process left in control files that all sessions share", "Put back"))
            Try("RemoveSession", "control files", () => FunctionSession.RestoreOrphaned(Root));
        foreach (string name in Orphaned ? Root.InstanceNames().Where(SessionName.IsOrphaned) : SessionNames(Name, false))
        {
            if (ShouldProcess(name, "Remove session"))
                Try("RemoveSession", name, () => SessionStore.Remove(Root.Instance(name)));
        }
    }
}
