using CsCheck;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.RingBuffer;

/// <summary>Random pages. A failure prints the seed that repeats it.</summary>
public class SubBufferWalkerPropertyTests
{
    private const int Size = 8192;
    private const ulong StampBits = (1ul << 59) - 1;

    private enum Kind
    {
        Small,
        Long,
        Discarded,
        Extend,
        Stamp,
    }

    private sealed record Part(Kind Kind, uint Delta, ulong Forward, byte[] Data);

    private static readonly Gen<Part> _part = Gen.Select(
        Gen.Enum<Kind>(), Gen.UInt[0, 0x7ffffff], Gen.ULong[0, StampBits >> 3], Gen.Byte.Array[0, 130],
        (kind, delta, forward, data) => new Part(kind, delta, forward, data));

    private static readonly Gen<int> _commitSize = Gen.Bool.Select(wide => wide ? 8 : 4);
    private static readonly Gen<long> _start = Gen.OneOf(Gen.Long[0, 1L << 50], Gen.Long);

    [Fact]
    public void What_is_built_is_walked() =>
        Gen.Select(_start, _commitSize, _part.List[0, 40], Gen.Bool).Sample((start, commitSize, parts, padded) =>
        {
            var page = new PageBuilder(start, commitSize, Size);
            List<Seen> expected = Build(page, start, parts);
            if (padded) page.PaddingEnd().Small(1, 1, 2, 3, 4);
            (List<Seen> records, SubBufferStatus status) = Walk.Through(page);
            Assert.Equal(expected, records);
            Assert.Equal(SubBufferStatus.End, status);
        }, iter: 2000);

    [Fact]
    public void Random_bytes_end_with_a_status() =>
        Gen.Byte.Array[0, 512].Sample(bytes => FuzzTargets.SubBuffer(bytes), iter: 20_000);

    [Fact]
    public void Random_data_behind_a_good_header_ends_with_a_status() =>
        Gen.Select(_commitSize, Gen.UInt.Array[0, 60]).Sample((commitSize, words) =>
        {
            (_, SubBufferStatus status) = Walk.Through(new PageBuilder(0, commitSize).Words(words).Commit((uint)words.Length * 4));
            Assert.InRange(status, SubBufferStatus.End, SubBufferStatus.ShortTimeRecord);
        }, iter: 20_000, print: _ => "");

    /// <summary>The times are those that the parts were made for; the walker has to find them from what was written.</summary>
    private static List<Seen> Build(PageBuilder page, long start, List<Part> parts)
    {
        var expected = new List<Seen>();
        ulong time = (ulong)start;
        foreach (Part part in parts)
        {
            byte[] data = part.Data;
            switch (part.Kind)
            {
                case Kind.Small:
                    data = data.Length is 0 or > 112 ? [1, 2, 3, 4] : [.. data, .. new byte[-data.Length & 3]];
                    time += part.Delta;
                    page.Small(part.Delta, data);
                    expected.Add(Seen.Of((long)time, data));
                    break;
                case Kind.Long:
                    time += part.Delta;
                    page.Long(part.Delta, data);
                    expected.Add(Seen.Of((long)time, data));
                    break;
                case Kind.Discarded:
                    time += Math.Max(part.Delta, 1);
                    page.Discarded(Math.Max(part.Delta, 1), data.Length);
                    break;
                case Kind.Extend:
                    time += part.Forward;
                    page.TimeExtend(part.Forward);
                    break;
                // a time without upper bits has nothing to tell a round of the stamp by
                case Kind.Stamp when time > StampBits || time + part.Forward <= StampBits:
                    time += part.Forward;
                    page.TimeStamp(time & StampBits);
                    break;
            }
        }

        return expected;
    }
}
