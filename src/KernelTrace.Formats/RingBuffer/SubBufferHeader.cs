using System.Runtime.InteropServices;

namespace KernelTrace.Formats.RingBuffer;

/// <summary>The header of one sub-buffer: its time, how much of it is filled, and what was lost before it.</summary>
/// <remarks>
/// The commit word, and what may stand behind the data:
/// <code>
///  bit 31              bit 30              bits 0..26
/// +-------------------+-------------------+- - -----------------+
/// | records were lost | their number      | bytes of data       |
/// | before this page  | follows the data  |                     |
/// +-------------------+-------------------+- - -----------------+
/// data ... | unsigned long: records lost  (only with bit 30, and only where the page had room for it)
/// </code>
/// Source: <c>RB_MISSED_EVENTS</c>, <c>RB_MISSED_STORED</c> and <c>ring_buffer_read_page</c>,
/// <c>kernel/trace/ring_buffer.c</c>.
/// </remarks>
/// <param name="Status"><see cref="SubBufferStatus.Good"/>, or why the page cannot be read.</param>
/// <param name="Timestamp">Time to which the first record's delta is added, in units of the session's clock.</param>
/// <param name="DataLength">Bytes of records.</param>
/// <param name="Missed">Records lost right before this page: 0 none, <see cref="UnknownCount"/> some, else their
/// number.</param>
public readonly record struct SubBufferHeader(SubBufferStatus Status, long Timestamp, int DataLength, long Missed)
{
    /// <summary>Records were lost, and the page had no room to say how many.</summary>
    public const long UnknownCount = -1;

    private const uint MissedFlag = 1u << 31;
    private const uint MissedStoredFlag = 1u << 30;
    private const uint LengthMask = (1u << 27) - 1;

    /// <summary>Reads the header of a page.</summary>
    public static SubBufferHeader Read(ReadOnlySpan<byte> page, in SubBufferLayout layout)
    {
        if (page.Length < layout.DataOffset) return new SubBufferHeader(SubBufferStatus.ShortHeader, 0, 0, 0);
        long timestamp = MemoryMarshal.Read<long>(page[layout.TimestampOffset..]);
        // the flags stand in the low 32 bits of a 64-bit commit word too
        uint commit = layout.CommitSize == 8
            ? (uint)MemoryMarshal.Read<ulong>(page[layout.CommitOffset..])
            : MemoryMarshal.Read<uint>(page[layout.CommitOffset..]);
        int length = (int)(commit & LengthMask);
        int end = layout.DataOffset + length;
        if (length > layout.DataSize || end > page.Length)
            return new SubBufferHeader(SubBufferStatus.CommitTooLarge, timestamp, 0, 0);

        long missed = 0;
        if ((commit & MissedFlag) != 0)
        {
            missed = UnknownCount;
            if ((commit & MissedStoredFlag) != 0 && page.Length - end >= layout.CommitSize)
            {
                long stored = layout.CommitSize == 8
                    ? MemoryMarshal.Read<long>(page[end..])
                    : MemoryMarshal.Read<uint>(page[end..]);
                if (stored > 0) missed = stored;
            }
        }

        return new SubBufferHeader(SubBufferStatus.Good, timestamp, length, missed);
    }
}
