using System.Runtime.InteropServices;
using KernelTrace.Formats.RingBuffer;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>The words of a sub-buffer, gone through once more and on its own, to know what the discarded records add
/// to the time.</summary>
internal static class RingWords
{
    /// <summary>For each record, by the offset of its data: the deltas of the discarded records since the page's
    /// beginning or the last absolute time.</summary>
    public static Dictionary<int, long> DiscardedBefore(ReadOnlySpan<byte> page, in SubBufferLayout layout) =>
        Go(page, layout, out _);

    public static int CountDiscarded(ReadOnlySpan<byte> page, in SubBufferLayout layout)
    {
        Go(page, layout, out int count);
        return count;
    }

    private static Dictionary<int, long> Go(ReadOnlySpan<byte> page, in SubBufferLayout layout, out int count)
    {
        count = 0;
        var before = new Dictionary<int, long>();
        int end = layout.DataOffset + SubBufferHeader.Read(page, layout).DataLength;
        long discarded = 0;
        for (int at = layout.DataOffset; at < end;)
        {
            uint word = MemoryMarshal.Read<uint>(page[at..]), type = word & 31, delta = word >> 5;
            uint second = at + 8 <= page.Length ? MemoryMarshal.Read<uint>(page[(at + 4)..]) : 0;
            switch (type)
            {
                case 29 when delta == 0:
                    return before;
                case 29:
                    count++;
                    discarded += delta;
                    at += 4 + (int)second;
                    break;
                case 30:
                    at += 8;
                    break;
                case 31:
                    discarded = 0;
                    at += 8;
                    break;
                case 0:
                    before[at + 8] = discarded;
                    at += 4 + (int)second;
                    break;
                default:
                    before[at + 4] = discarded;
                    at += 4 + (int)type * 4;
                    break;
            }
        }

        return before;
    }
}
