using KernelTrace.Features;

namespace KernelTrace.Capabilities;

/// <summary>Whether one mechanism works on this machine, for this process, now; and what it needs.</summary>
public sealed class KTraceCapability
{
    internal KTraceCapability(Feature feature, FeatureState state)
    {
        Mechanism = feature.Name;
        Category = feature.Category;
        Available = state.Available;
        Reason = state.Reason;
        Detail = state.Detail;
        RequiredConfig = feature.RequiredConfig;
        SinceKernel = feature.SinceKernel;
    }

    /// <summary>What it is, in the kernel's words: <c>hist triggers</c>.</summary>
    public string Mechanism { get; }

    /// <summary>What it belongs to.</summary>
    public FeatureCategory Category { get; }

    /// <summary>Whether it works; null where that could not be told, see <see cref="Reason"/>.</summary>
    public bool? Available { get; }

    /// <summary>Why it does not work, or why that could not be told; null where it works.</summary>
    public string? Reason { get; }

    /// <summary>The settings that a kernel must be built with to have it; none where there is no such setting.</summary>
    public IReadOnlyList<string> RequiredConfig { get; }

    /// <summary>The first release that had it, for the reader; distributions carry some mechanisms back to older ones.
    /// Null for what is no part of the kernel.</summary>
    public Version? SinceKernel { get; }

    /// <summary>What else was seen; null for nothing.</summary>
    public string? Detail { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Mechanism}: {(Available is bool known ? known ? "yes" : "no" : "unknown")}";
}
