using System.Collections.Specialized;
using System.Globalization;
using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.Records;

/// <summary>Events that the kernel could not keep, at the place in the stream where they are missing.</summary>
/// <remarks>Its time is that of the first event behind the gap (or, where none came any more, of the last one before
/// it), so that it stands in time order with the events around it.</remarks>
public sealed class KTraceLostEvents : KTraceEvent
{
    private static readonly EventFormat _format = new("ktrace", "lost_events", 0, [], [], "");

    /// <summary>A gap in one CPU's events.</summary>
    /// <param name="session">Name of the session.</param>
    /// <param name="clock">The session's clock.</param>
    /// <param name="cpu">The CPU that lost them.</param>
    /// <param name="count">How many; null where the kernel does not tell.</param>
    /// <param name="reason">Why.</param>
    /// <param name="afterNs">Time of the last event of the CPU before the gap; null where there is none.</param>
    /// <param name="beforeNs">Time of the first event of the CPU behind the gap; null where there is none.</param>
    public KTraceLostEvents(string session, SessionClock clock, int cpu, long? count, LostReason reason, long? afterNs,
        long? beforeNs)
        : base(new EventStamp(new EventContext(_format, session, clock), beforeNs ?? afterNs ?? 0,
            TaskIdentity.Unknown, 0, cpu, 0, 0))
    {
        Count = count;
        Reason = reason;
        AfterNs = afterNs;
        BeforeNs = beforeNs;
    }

    /// <summary>How many events were lost; null where the kernel does not tell.</summary>
    public long? Count { get; }

    /// <summary>Why they were lost.</summary>
    public LostReason Reason { get; }

    /// <summary>Time of the CPU's last event before the gap, by the session's clock; null where there is none.</summary>
    public long? AfterNs { get; }

    /// <summary>Time of the CPU's first event behind the gap, by the session's clock; null where there is none.</summary>
    public long? BeforeNs { get; }

    /// <inheritdoc/>
    public override string Message => string.Create(CultureInfo.InvariantCulture,
        $"LOST {(Count is long count ? count.ToString(CultureInfo.InvariantCulture) : "an unknown number of")} EVENTS on CPU {Cpu} ({Reason})");

    /// <inheritdoc/>
    public override OrderedDictionary Fields => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Count"] = Count, ["Reason"] = Reason, ["AfterNs"] = AfterNs, ["BeforeNs"] = BeforeNs,
    };

    /// <inheritdoc/>
    protected internal override ReadOnlySpan<byte> Record => [];

    /// <summary>As the kernel's text shows a gap: <c>CPU:1 [LOST 42 EVENTS]</c>.</summary>
    public override string ToString() => Count is long count
        ? string.Create(CultureInfo.InvariantCulture, $"CPU:{Cpu} [LOST {count} EVENTS]")
        : string.Create(CultureInfo.InvariantCulture, $"CPU:{Cpu} [LOST EVENTS]");
}
