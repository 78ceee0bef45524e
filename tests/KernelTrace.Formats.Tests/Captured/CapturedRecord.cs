using System.Runtime.InteropServices;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.RingBuffer;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>A record as the walker found it.</summary>
/// <param name="Format">Its event.</param>
/// <param name="Data">Its bytes.</param>
/// <param name="Time">Its time by the walker.</param>
/// <param name="Discarded">Time deltas of the discarded records before it in its page: the kernel's own text leaves
/// them out.</param>
/// <param name="Facts">What is known of its kernel.</param>
internal sealed record CapturedRecord(EventFormat Format, ReadOnlyMemory<byte> Data, long Time, long Discarded, FixtureFacts Facts)
{
    public int Tid => MemoryMarshal.Read<int>(Data.Span[Format.Common.PidOffset..]);

    public KTraceContext Context => new((KTraceContextFlags)Data.Span[Format.Common.FlagsOffset],
        Data.Span[Format.Common.PreemptCountOffset]);

    /// <summary>The value that the class of the event shows under a property's name.</summary>
    public object? this[string property]
    {
        get
        {
            KTraceEvent item = Event();
            return item.GetType().GetProperty(property)!.GetValue(item);
        }
    }

    public KTraceEvent Event() => EventClass.ConstructorOf(Format)(
        new EventStamp(new EventContext(Format, "captured", new SessionClock("mono", null, TimeZoneInfo.Utc)) { Facts = Facts }, Time,
            TaskIdentity.Unknown, Tid, 0, 0, 0), Data.Span);

    public static IEnumerable<CapturedRecord> Walk(Capture capture, ReadOnlyMemory<byte> page)
    {
        SubBufferLayout layout = capture.Layout;
        var walker = new SubBufferWalker(SubBufferHeader.Read(page.Span, layout), layout);
        Dictionary<int, long> discarded = RingWords.DiscardedBefore(page.Span, layout);
        while (walker.MoveNext(page.Span))
        {
            ReadOnlyMemory<byte> data = page.Slice(walker.DataStart, walker.DataLength);
            int id = MemoryMarshal.Read<ushort>(data.Span);
            EventFormat format = capture.Format(id) ?? throw new InvalidDataException($"no event has the number {id}");
            yield return new CapturedRecord(format, data, walker.Timestamp, discarded[walker.DataStart], capture.Facts);
        }
    }
}
