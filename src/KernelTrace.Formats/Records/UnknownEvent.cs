using System.Collections.Specialized;
using System.Globalization;

namespace KernelTrace.Formats.Records;

/// <summary>A record whose number no event of the kernel has any more: a probe or a module that was removed after
/// the event happened. It is shown, with its bytes, rather than dropped.</summary>
public sealed class UnknownEvent : VariableEvent
{
    internal UnknownEvent(in EventStamp stamp, ReadOnlySpan<byte> record) : base(stamp, record)
    {
    }

    /// <summary>The record's bytes, from <c>common_type</c> on.</summary>
    public byte[] Data => Record.ToArray();

    /// <inheritdoc/>
    public override string Message => Convert.ToHexString(Record).ToLower(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override OrderedDictionary Fields => new(StringComparer.OrdinalIgnoreCase);
}
