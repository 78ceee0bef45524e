using System.Management.Automation;
using KernelTrace.Probes;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Lists probes, whoever made them.</summary>
[Cmdlet(VerbsCommon.Get, "KProbe")]
[OutputType(typeof(KProbe))]
public sealed class GetKProbeCommand : ProbeListCommand
{
    /// <summary>Names or patterns of probes; without any, all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProbeCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Shows only probes whose owner is gone.</summary>
    [Parameter]
    public SwitchParameter Orphaned { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(Find(Name).Where(probe => !Orphaned || probe.Orphaned), enumerateCollection: true);
}
