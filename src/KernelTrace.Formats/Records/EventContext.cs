using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.Records;

/// <summary>What all events of one format in one session share, so that each event carries a single reference.</summary>
/// <param name="Format">The event's format.</param>
/// <param name="Session">Name of the session.</param>
/// <param name="Clock">The session's clock.</param>
public sealed record EventContext(EventFormat Format, string Session, SessionClock Clock);
