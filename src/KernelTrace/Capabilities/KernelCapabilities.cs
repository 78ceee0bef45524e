using KernelTrace.Features;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>What works on this machine: each mechanism is tried and undone. One object is one report; disposing it
/// removes what the report made.</summary>
public sealed class KernelCapabilities : IDisposable
{
    private static readonly FeatureProbe[] _probes =
    [
        .. TracefsProbes.All, .. EventProbes.All, .. DefinitionProbes.All, .. FunctionProbes.All, .. BufferProbes.All, .. PerfProbes.All,
        .. BpfProbes.All, .. BpfProgramProbes.All, .. BpfLinkProbes.All, .. BpfMapProbes.All, .. SecurityProbes.All,
        .. OtherTracerProbes.All,
    ];

    private readonly ProbeContext _context;

    /// <summary>A report on this machine.</summary>
    public KernelCapabilities() : this(LinuxSyscalls.Instance)
    {
    }

    internal KernelCapabilities(ISyscalls syscalls) => _context = new ProbeContext(syscalls);

    /// <summary>All mechanisms, in the order of the report.</summary>
    public static IReadOnlyList<Feature> Mechanisms { get; } = [.. _probes.Select(probe => probe.Feature)];

    /// <summary>Asks for those mechanisms that are wanted, one after the other as they are taken.</summary>
    /// <param name="wanted">Which.</param>
    public IEnumerable<KTraceCapability> Report(Func<Feature, bool> wanted) =>
        _probes.Where(probe => wanted(probe.Feature)).Select(probe => probe.Run(_context));

    /// <summary>Removes what the report made.</summary>
    public void Dispose() => _context.Dispose();
}
