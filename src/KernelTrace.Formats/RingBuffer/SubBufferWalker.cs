using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KernelTrace.Formats.RingBuffer;

/// <summary>Steps through the records of one sub-buffer. It holds a position only; the bytes are handed in at each
/// step, so that they may be a read buffer, a mapped page or a file.</summary>
/// <remarks>
/// A record begins with a 32-bit word, type_len in its low 5 bits and the time since the record before it in the
/// other 27; all is aligned to 4 bytes:
/// <code>
/// type_len 1..28  | word | data of type_len * 4 bytes                          |
/// type_len 0      | word | u32 n | data of n - 4 bytes                         |
/// type_len 29     | word | u32 n | n - 4 bytes of a discarded record           |  delta 0: nothing more in the page
/// type_len 30     | word | u32 high |      time extend: delta = high &lt;&lt; 27 | low, added to the time
/// type_len 31     | word | u32 high |      time stamp: the time itself, without its upper 5 bits
/// </code>
/// A discarded record's delta counts for the records behind it. (The kernel's own text leaves it out, and so shows
/// those records too early: its <c>rb_update_read_stamp</c> skips padding.)
/// Source: <c>include/linux/ring_buffer.h</c>, <c>kernel/trace/ring_buffer.c</c>, <c>events/header_event</c>.
/// </remarks>
public struct SubBufferWalker
{
    private const uint TypePadding = 29, TypeTimeExtend = 30, TypeTimeStamp = 31;
    private const int TimeShift = 27;

    /// <summary>An absolute stamp has 59 bits; the upper 5 come from the time before it (kernel: TS_MSB).</summary>
    private const ulong StampUpperBits = 0xf8ul << 56;

    private int _position;
    private readonly int _end;

    /// <summary>Begins at the first record of a page.</summary>
    /// <param name="header">The page's header; one that is not good leaves nothing to walk.</param>
    /// <param name="layout">The layout that the header was read with.</param>
    public SubBufferWalker(in SubBufferHeader header, in SubBufferLayout layout)
    {
        Status = header.Status;
        Timestamp = header.Timestamp;
        _position = layout.DataOffset;
        _end = layout.DataOffset + header.DataLength;
    }

    /// <summary>Good while there may be more; else how the walk ended.</summary>
    public SubBufferStatus Status { get; private set; }

    /// <summary>Time of the current record, in units of the session's clock.</summary>
    public long Timestamp { get; private set; }

    /// <summary>Offset of the current record's data in the page.</summary>
    public int DataStart { readonly get; private set; }

    /// <summary>Bytes of the current record's data: its length in the ring, rounded up to 4.</summary>
    public int DataLength { readonly get; private set; }

    /// <summary>Discarded records that were stepped over so far.</summary>
    public int Discarded { readonly get; private set; }

    /// <summary>Steps to the next record that carries data.</summary>
    /// <param name="page">The page's bytes, the same at each step.</param>
    /// <returns>False at the end and at an error: <see cref="Status"/> tells which.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext(ReadOnlySpan<byte> page)
    {
        // nearly all records are of this kind; the others take the long way
        int at = _position;
        int left = Math.Min(_end, page.Length) - at;
        if (left >= 4)
        {
            uint word = Word(page, at);
            int length = (int)(word & 31) * 4;
            if ((word & 31) - 1 < 28 && left - 4 >= length)
            {
                Timestamp += word >> 5;
                DataStart = at + 4;
                DataLength = length;
                _position = at + 4 + length;
                return true;
            }
        }

        return MoveNextSlowly(page);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MoveNextSlowly(ReadOnlySpan<byte> page)
    {
        if (Status != SubBufferStatus.Good) return false;
        int end = Math.Min(_end, page.Length);
        int at = _position;
        while (true)
        {
            int left = end - at;
            if (left < 4) return Stop(left <= 0 ? SubBufferStatus.End : SubBufferStatus.ShortRecordHeader);
            uint word = Word(page, at);
            uint type = word & 31;
            uint delta = word >> 5;
            if (type - 1 < 28)
            {
                int length = (int)type * 4;
                if (left - 4 < length) return Stop(SubBufferStatus.RecordTooLong);
                Timestamp += delta;
                DataStart = at + 4;
                DataLength = length;
                _position = at + 4 + length;
                return true;
            }

            if (type == TypePadding && delta == 0) return Stop(SubBufferStatus.End);
            if (left < 8)
                return Stop(type >= TypeTimeExtend ? SubBufferStatus.ShortTimeRecord : SubBufferStatus.BadRecordLength);
            uint second = Word(page, at + 4);
            if (type == TypeTimeExtend)
            {
                Timestamp += (long)(((ulong)second << TimeShift) + delta);
                at += 8;
            }
            else if (type == TypeTimeStamp)
            {
                Timestamp = Absolute(((ulong)second << TimeShift) + delta, (ulong)Timestamp);
                at += 8;
            }
            else
            {
                // the length counts itself, and the record ends on a 4-byte boundary
                if (second < 4) return Stop(SubBufferStatus.BadRecordLength);
                if (second > (uint)(left - 4)) return Stop(SubBufferStatus.RecordTooLong);
                int whole = 4 + (int)((second + 3) & ~3u);
                Timestamp += delta;
                if (type == TypePadding)
                {
                    Discarded++;
                    at += whole;
                    continue;
                }

                DataStart = at + 8;
                DataLength = (int)second - 4;
                _position = at + whole;
                return true;
            }
        }
    }

    private bool Stop(SubBufferStatus status)
    {
        _position = _end; // nothing is left for the short way
        Status = status;
        return false;
    }

    private static long Absolute(ulong stamp, ulong before)
    {
        stamp |= before & StampUpperBits;
        // the 59 bits went round since the time before
        if ((before & StampUpperBits) != 0 && stamp < before) stamp += 1ul << 59;
        return (long)stamp;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Word(ReadOnlySpan<byte> page, int at) => MemoryMarshal.Read<uint>(page.Slice(at, 4));
}
