namespace KernelTrace.Formats.Records;

/// <summary>Base of the events whose records vary in length: they keep a copy of the whole record.</summary>
public abstract class VariableEvent : KTraceEvent
{
    private readonly byte[] _record;

    /// <summary>Copies the record.</summary>
    protected VariableEvent(in EventStamp stamp, ReadOnlySpan<byte> record) : base(stamp) => _record = record.ToArray();

    /// <inheritdoc/>
    protected internal sealed override ReadOnlySpan<byte> Record => _record;
}
