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
    /// <summary>Shared by the copies that single events with a stack have.</summary>
    private readonly Compiled _compiled = new();

    /// <summary>What is known of the kernel that recorded the event.</summary>
    public KernelFacts Facts { get; init; } = KernelFacts.None;

    /// <summary>Tells names of threads other than the event's own; null where nobody does.</summary>
    public ITaskDirectory? Tasks { get; init; }

    /// <summary>The stack of one event, which then has a context of its own; null for all that have none.</summary>
    public EventStack? Stack { get; init; }

    /// <summary>Makes the event's words; compiled when they are first asked for.</summary>
    public EventPrinter Printer => _compiled.Printer ??= new EventPrinter(Format, Facts);

    /// <summary>Names the values of a field that the event's words name.</summary>
    /// <param name="index">The field's place among the event's own.</param>
    internal FieldNames NamesOf(int index)
    {
        FieldNames?[] names = _compiled.Names ??= new FieldNames?[Format.Fields.Count];
        return names[index] ??= new FieldNames(Format, Format.NamedFields.First(named => named.Index == index), Facts);
    }

    private sealed class Compiled
    {
        public EventPrinter? Printer { get; set; }

        public FieldNames?[]? Names { get; set; }
    }
}
