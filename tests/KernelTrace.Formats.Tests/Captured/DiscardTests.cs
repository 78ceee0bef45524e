using KernelTrace.Formats.RingBuffer;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>Events that a filter rejected after they were reserved stay in the buffer as padding. What they add to the
/// time counts for the records behind them, though the kernel's own text leaves it out.</summary>
/// <remarks>That the text is ours without them is proven for every record in <see cref="LineTests"/>.</remarks>
public sealed class DiscardTests
{
    public static TheoryData<string, string> All => CaptureList.All;

    // the host's kernel has no histograms, which later kernels than 5.10 need to let a rejected event stay
    public static TheoryData<string> LinesWithDiscards => [.. FixtureArchive.Lines.Where(line => line != "host-6.18")];

    [Theory, MemberData(nameof(All))]
    public void No_record_is_later_than_the_page_behind_it(string line, string name)
    {
        var capture = Capture.Of(line, name);
        foreach (int cpu in capture.Cpus)
        {
            long last = long.MinValue;
            foreach (ReadOnlyMemory<byte> page in capture.Pages(cpu))
            {
                long header = SubBufferHeader.Read(page.Span, capture.Layout).Timestamp;
                Assert.True(last <= header, $"a record of CPU {cpu} is of {last}, the page behind it of {header}");
                foreach (CapturedRecord record in CapturedRecord.Walk(capture, page))
                {
                    Assert.True(last <= record.Time, $"a record of CPU {cpu} is of {record.Time}, the one before of {last}");
                    last = record.Time;
                }
            }
        }
    }

    [Theory, MemberData(nameof(LinesWithDiscards))]
    public void Discarded_records_are_there_and_move_the_time(string line)
    {
        var capture = Capture.Of(line, "discarded");
        CapturedRecord[] behind = [.. capture.Cpus.SelectMany(capture.Records).Where(record => record.Discarded > 0)];

        Assert.True(behind.Length > 100, $"only {behind.Length} records stand behind a discarded one");
        // more than the microsecond to which the text is rounded: the two really differ
        Assert.Contains(behind, record => record.Discarded > 10_000);
    }

    [Theory, MemberData(nameof(All))]
    public void The_walker_counts_them(string line, string name)
    {
        var capture = Capture.Of(line, name);
        foreach (ReadOnlyMemory<byte> page in capture.Cpus.SelectMany(capture.Pages))
        {
            var walker = new SubBufferWalker(SubBufferHeader.Read(page.Span, capture.Layout), capture.Layout);
            while (walker.MoveNext(page.Span))
            {
            }

            Assert.Equal(RingWords.CountDiscarded(page.Span, capture.Layout), walker.Discarded);
        }
    }
}
