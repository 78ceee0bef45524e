using System.Globalization;
using KernelTrace.Formats.RingBuffer;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>Events that were overwritten: what the pages say of them, against the kernel's counters.</summary>
public sealed class LossTests
{
    public static TheoryData<string> Lines => CaptureList.Lines;

    public static TheoryData<string, string> WithoutLoss =>
        CaptureList.Where(name => !name.StartsWith("lost", StringComparison.Ordinal));

    /// <summary>The capture was taken in rounds, each of which overwrote what it recorded, and was then read.</summary>
    [Theory, MemberData(nameof(Lines))]
    public void The_counts_are_what_the_counters_grew_by(string line)
    {
        var capture = Capture.Of(line, "lost");
        foreach (int cpu in capture.Cpus)
        {
            long[] overrun = [0, .. capture.Stats(cpu, "overrun")];
            long[] expected = [.. overrun.Zip(overrun.Skip(1), (before, after) => after - before)];

            Assert.Equal(3, expected.Length);
            Assert.Equal(expected, Gaps(capture, cpu).Select(gap => gap.Missed));
        }
    }

    /// <summary>On each CPU one process numbers its markers: where it wrote the record before a gap and the one
    /// behind it, the numbers tell how many are missing.</summary>
    [Theory, MemberData(nameof(Lines))]
    public void Each_stands_where_the_numbers_of_the_markers_jump(string line)
    {
        var capture = Capture.Of(line, "lost");
        int seen = 0;
        foreach (int cpu in capture.Cpus)
        {
            List<CapturedRecord> records = capture.Records(cpu);
            foreach ((long missed, int place) in Gaps(capture, cpu).Where(gap => gap.RecordsBefore > 0))
            {
                CapturedRecord before = records[place - 1], behind = records[place];
                if (before.Tid != behind.Tid) continue;
                Assert.Equal(missed, Number(behind) - Number(before) - 1);
                seen++;
            }
        }

        Assert.True(seen > 0, "no gap stands between two records of one process");

        static long Number(CapturedRecord record) =>
            long.Parse(((string)record["buf"]!)["other ".Length..], CultureInfo.InvariantCulture);
    }

    [Theory, MemberData(nameof(Lines))]
    public void A_page_without_room_says_that_the_count_is_unknown(string line)
    {
        var capture = Capture.Of(line, "lost-nocount");
        (long missed, int before) = Assert.Single(Gaps(capture, Assert.Single(capture.Cpus)));

        Assert.Equal((SubBufferHeader.UnknownCount, 0), (missed, before));
        Assert.True(capture.Stats(0, "overrun").Single() > 0);
    }

    [Theory, MemberData(nameof(WithoutLoss))]
    public void Where_nothing_was_overwritten_nothing_is_missed(string line, string name)
    {
        var capture = Capture.Of(line, name);

        Assert.All(capture.Cpus, cpu => Assert.Equal(0, capture.Stats(cpu, "overrun").Sum()));
        Assert.All(capture.Cpus, cpu => Assert.Empty(Gaps(capture, cpu)));
    }

    private static List<(long Missed, int RecordsBefore)> Gaps(Capture capture, int cpu)
    {
        var gaps = new List<(long, int)>();
        int records = 0;
        foreach (ReadOnlyMemory<byte> page in capture.Pages(cpu))
        {
            SubBufferHeader header = SubBufferHeader.Read(page.Span, capture.Layout);
            if (header.Missed != 0) gaps.Add((header.Missed, records));
            records += CapturedRecord.Walk(capture, page).Count();
        }

        return gaps;
    }
}
