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
    private FieldNames?[]? _names;

    /// <summary>What is known of the kernel that recorded the event.</summary>
    public KernelFacts Facts { get; init; } = KernelFacts.None;

    /// <summary>Tells names of threads other than the event's own; null where nobody does.</summary>
    public ITaskDirectory? Tasks { get; init; }

    /// <summary>Makes the event's words; compiled when they are first asked for.</summary>
    public EventPrinter Printer => _printer ??= new EventPrinter(Format, Facts);

    /// <summary>Names the values of a field that the event's words name.</summary>
    /// <param name="index">The field's place among the event's own.</param>
    internal FieldNames NamesOf(int index)
    {
        FieldNames?[] names = _names ??= new FieldNames?[Format.Fields.Count];
        return names[index] ??= new FieldNames(Format, Format.NamedFields.First(named => named.Index == index), Facts);
    }
}
