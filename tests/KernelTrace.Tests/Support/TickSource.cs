using System.Buffers.Binary;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Interop;
using KernelTrace.Reading;

namespace KernelTrace.Tests.Support;

/// <summary>One CPU's ring buffer: what a writer has committed by now is taken in pages, as the kernel does.</summary>
/// <param name="now">The session's clock.</param>
internal sealed class TickSource(Func<long> now) : ISubBufferSource
{
    public const int PageSize = 512;

    /// <summary>The event of all records: common fields and a number.</summary>
    public const ushort EventId = 77;

    private readonly Queue<(long Time, long Committed, long Number)> _records = new();
    private readonly Queue<byte[]> _pages = new();

    public static SubBufferLayout Layout => SubBufferLayout.For64Bit(PageSize);

    public FileDescriptor WaitOn { get; } = new(1_000_000, ownsHandle: false);

    /// <summary>How many records the next page has at most.</summary>
    public Func<int> Cut { get; init; } = () => 12;

    public bool Disposed { get; private set; }

    public bool IsEmpty => _records.Count == 0 && _pages.Count == 0;

    /// <summary>Called at each take, before it is looked for records.</summary>
    public Action OnTake { get; set; } = () => { };

    /// <summary>A record of a time, which a reader can see when it is committed.</summary>
    public void Add(long time, long number, long? committed = null) => _records.Enqueue((time, committed ?? time, number));

    /// <summary>A page as it is, given out before the records.</summary>
    public void Add(byte[] page) => _pages.Enqueue(page);

    public int Take(Span<byte> page)
    {
        Assert.False(Disposed);
        OnTake();
        if (_pages.TryDequeue(out byte[]? ready))
        {
            ready.CopyTo(page);
            return ready.Length;
        }

        PageBuilder? builder = null;
        long last = 0;
        for (int left = Cut(); left > 0 && _records.TryPeek(out var next) && next.Committed <= now(); left--)
        {
            builder ??= new PageBuilder(last = next.Time, size: PageSize);
            Append(builder, next.Time - last, next.Number);
            last = next.Time;
            _records.Dequeue();
        }

        if (builder is null) return 0;
        builder.Build().CopyTo(page);
        return PageSize;
    }

    public void Dispose() => Disposed = true;

    /// <summary>One page with a record for each time, of rising numbers.</summary>
    public static PageBuilder Page(long first, params long[] times)
    {
        var builder = new PageBuilder(times.Length > 0 ? times[0] : first, size: PageSize);
        for (int i = 0; i < times.Length; i++) Append(builder, i == 0 ? 0 : times[i] - times[i - 1], first + i);
        return builder;
    }

    public static long Number(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt64LittleEndian(record[8..]);

    private static void Append(PageBuilder builder, long delta, long number)
    {
        if (delta >= 1 << 27) builder.TimeExtend((ulong)delta);
        var record = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(record, EventId);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), 1);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(8), number);
        builder.Small(delta >= 1 << 27 ? 0 : (uint)delta, record);
    }
}
