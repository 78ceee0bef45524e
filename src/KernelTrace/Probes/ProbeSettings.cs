namespace KernelTrace.Probes;

/// <summary>What can be asked of every probe.</summary>
public sealed record ProbeSettings
{
    /// <summary>The subsystem of the probe's event.</summary>
    public string Group { get; init; } = ProbeStore.DefaultGroup;

    /// <summary>The name of the event; null for one that is made of what is probed.</summary>
    public string? Name { get; init; }

    /// <summary>What is recorded, as the user wrote it.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
