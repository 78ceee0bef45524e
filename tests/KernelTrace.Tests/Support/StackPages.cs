using System.Buffers.Binary;
using System.Runtime.InteropServices;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Tests.Support;

/// <summary>Pages of one CPU with events and stacks, part by part. A page ends when it is full, or when it is asked to.
/// </summary>
/// <param name="source">Where the pages go.</param>
internal sealed class StackPages(TickSource source)
{
    public const int KernelId = 4, UserId = 13;

    /// <summary>The thread of records that name no other.</summary>
    public const int Tid = 1;

    private PageBuilder? _page;
    private long _last;

    /// <summary>Time of the next record.</summary>
    public long Time { get; set; } = 100;

    /// <summary>An event: its number, and where it happened.</summary>
    public StackPages Event(long number, KTraceContextFlags flags = 0, int tid = Tid, ushort id = TickSource.EventId)
    {
        byte[] record = Common(16, id, flags, tid);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(8), number);
        return Add(record);
    }

    /// <summary>A stack of the kernel.</summary>
    public StackPages Kernel(ulong address, KTraceContextFlags flags = 0, int tid = Tid, int depth = 1)
    {
        byte[] record = Common(16 + depth * 8, KernelId, flags, tid);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), depth);
        MemoryMarshal.Cast<byte, ulong>(record.AsSpan(16)).Fill(address);
        return Add(record);
    }

    /// <summary>A stack of a process.</summary>
    public StackPages User(ulong address, KTraceContextFlags flags = 0, int tid = Tid, int pid = 7)
    {
        byte[] record = Common(16 + 8 * 8, UserId, flags, tid);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), pid);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(16), address);
        return Add(record);
    }

    /// <summary>What follows is in another page, before which so many events were lost.</summary>
    public StackPages NextPage(ulong lost = 0)
    {
        if (_page is not null) source.Add(_page.Build());
        _page = null;
        if (lost > 0) _page = new PageBuilder(_last = Time, size: TickSource.PageSize).Missed(lost);
        return this;
    }

    private StackPages Add(byte[] record)
    {
        if (_page is not null && _page.Length + record.Length + 8 > TickSource.Layout.DataSize) NextPage();
        _page ??= new PageBuilder(_last = Time, size: TickSource.PageSize);
        var delta = (uint)(Time - _last);
        _ = record.Length <= 112 ? _page.Small(delta, record) : _page.Long(delta, record);
        _last = Time++;
        return this;
    }

    private static byte[] Common(int size, ushort id, KTraceContextFlags flags, int tid)
    {
        var record = new byte[size];
        BinaryPrimitives.WriteUInt16LittleEndian(record, id);
        record[2] = (byte)flags;
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), tid);
        return record;
    }
}
