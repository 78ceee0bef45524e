using KernelTrace.Formats.Probes;
using KernelTrace.Processes;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>A probe as it was at one moment.</summary>
public sealed class KProbe
{
    private readonly (int Pid, long StartTime)? _owner;
    private readonly ProbeDefinition _definition;

    internal KProbe(ProbeDefinition definition, long? hits, long? misses, string[] sessions, (int, long)? owner) =>
        (_definition, Hits, Misses, Sessions, _owner) = (definition, hits, misses, sessions, owner);

    /// <summary>The event of the probe: <c>group:event</c>.</summary>
    public string Name => $"{Group}:{Event}";

    /// <summary>The subsystem of its event.</summary>
    public string Group => _definition.Group;

    /// <summary>The event within it.</summary>
    public string Event => _definition.Event;

    /// <summary>What it watches.</summary>
    public ProbeKind Kind => _definition.Kind;

    /// <summary>What is watched: function, file and place, event or tracepoint.</summary>
    public string Target => _definition.Place;

    /// <summary>Whether the return is watched.</summary>
    public bool Return => _definition.IsReturn;

    /// <summary>What is recorded, as the kernel was told.</summary>
    public string[] Arguments => [.. _definition.Fields.Select(one => one.ToString())];

    /// <summary>The definition, as the kernel shows it.</summary>
    public string Definition => _definition.ToString();

    /// <summary>How often it was hit while it was enabled; null for kinds of which the kernel does not tell.</summary>
    public long? Hits { get; }

    /// <summary>How often it was hit and not recorded, because the kernel was within another probe or, at returns, too many
    /// calls were running; null for kinds of which the kernel does not tell.</summary>
    public long? Misses { get; }

    /// <summary>Whether a session records it.</summary>
    public bool Enabled => Sessions.Length > 0;

    /// <summary>The sessions that record it; the empty name is the top level.</summary>
    public string[] Sessions { get; }

    /// <summary>The process that made it; null for a probe of somebody else.</summary>
    public int? Owner => _owner?.Pid;

    /// <summary>Name of the owner; null where there is none, or it is gone.</summary>
    public string? OwnerName => _owner is (int pid, _) && !Orphaned ? ThreadList.Name(pid) : null;

    /// <summary>Whether the process that made it is gone: the probe was left behind.</summary>
    public bool Orphaned => _owner is (int pid, long start) ? ThreadList.StartTime(pid) != start : Group == ProbeStore.DefaultGroup;

    internal EventName EventName => new(Group, Event);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
