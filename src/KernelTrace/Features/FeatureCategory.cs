namespace KernelTrace.Features;

/// <summary>What a mechanism belongs to.</summary>
public enum FeatureCategory
{
    /// <summary>The file system that tracing is driven by.</summary>
    Tracefs,

    /// <summary>Events that the kernel has, and what can be done with them.</summary>
    Events,

    /// <summary>Events that the user makes.</summary>
    Probes,

    /// <summary>Tracers of functions and of delays.</summary>
    Functions,

    /// <summary>The ring buffer.</summary>
    Buffers,

    /// <summary>perf_event_open(2).</summary>
    Perf,

    /// <summary>Programs in the kernel.</summary>
    Bpf,

    /// <summary>What forbids.</summary>
    Security,

    /// <summary>Parts of other tracers in this kernel.</summary>
    OtherTracers,
}
