using KernelTrace.Formats.Events;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Records;

/// <summary>What all events of one format in one session share, so that each event carries a single reference.</summary>
/// <param name="Format">The event's format.</param>
/// <param name="Session">Name of the session.</param>
/// <param name="Clock">The session's clock.</param>
public sealed record EventContext(EventFormat Format, string Session, SessionClock Clock)
{
    private EventPrinter? _printer;

    /// <summary>What is known of the kernel that recorded the event.</summary>
    public KernelFacts Facts { get; init; } = KernelFacts.None;

    /// <summary>Tells names of threads other than the event's own; null where nobody does.</summary>
    public ITaskDirectory? Tasks { get; init; }

    /// <summary>Makes the event's words; compiled when they are first asked for.</summary>
    public EventPrinter Printer => _printer ??= new EventPrinter(Format, Facts);
}
