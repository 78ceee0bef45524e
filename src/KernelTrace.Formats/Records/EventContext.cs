using KernelTrace.Formats.Events;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Records;

/// <summary>What all events of one format in one session share, so that each event carries a single reference.</summary>
/// <param name="Format">The event's format.</param>
/// <param name="Session">Name of the session.</param>
/// <param name="Clock">The session's clock.</param>
public sealed record EventContext(EventFormat Format, string Session, SessionClock Clock)
{
    /// <summary>What is known of the kernel.</summary>
    public KernelFacts Facts { get; init; } = KernelFacts.None;

    /// <summary>The stack of one event, which then has a context of its own; null for all that have none.</summary>
    public EventStack? Stack { get; init; }
}
