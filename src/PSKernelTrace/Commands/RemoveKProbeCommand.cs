using System.Management.Automation;
using KernelTrace.Probes;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Removes probes, after switching their events off wherever they are on.</summary>
[Cmdlet(VerbsCommon.Remove, "KProbe", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
public sealed class RemoveKProbeCommand : ProbeListCommand
{
    private readonly List<string> _names = [];

    /// <summary>Names or patterns of probes.</summary>
    [Parameter(ParameterSetName = "Name", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProbeCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Removes the probes whose owner is gone.</summary>
    [Parameter(ParameterSetName = "Orphaned", Mandatory = true)]
    public SwitchParameter Orphaned { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _names.AddRange(Name);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // a mark that stands at several places is one event
        foreach (KProbe probe in Found().DistinctBy(probe => probe.Name).ToArray())
        {
            if (ShouldProcess($"{probe.Name} ({probe.Kind} at {probe.Target})", "Remove probe"))
                Try("RemoveProbe", probe.Name, () => Warn(probe, ProbeStore.Remove(Root, probe)));
        }

        if (Orphaned) ProbeStore.ForgetRemoved(Root);
    }

    private IEnumerable<KProbe> Found() => Orphaned ? Find(["*"]).Where(probe => probe.Orphaned) : Find(_names, ownOnly: true);

    private void Warn(KProbe probe, IReadOnlyList<(string Session, long Events)> emptied)
    {
        foreach ((string session, long events) in emptied)
        {
            WriteWarning($"{events} events of {(session.Length == 0 ? "the top level" : $"session '{session}'")} that nobody had read are gone: "
                + $"the kernel empties the buffers that recorded a probe when it is removed. Read them before you remove {probe.Name}.");
        }
    }
}
