using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.RingBuffer;

/// <summary>How the time of a record comes about.</summary>
public class SubBufferWalkerTimeTests
{
    private const long Upper5 = unchecked((long)0xf800000000000000);

    [Fact]
    public void Deltas_add_up_from_the_time_of_the_page() =>
        Expect(new PageBuilder(1000).Small(0, 0, 0, 0, 0).Small(5, 0, 0, 0, 0).Long(7).Small(0x7ffffff, 0, 0, 0, 0),
            1000, 1005, 1012, 1012 + 0x7ffffff);

    [Fact]
    public void A_time_extend_is_a_delta_of_59_bits()
    {
        Expect(new PageBuilder(10).TimeExtend(0x8000000).Small(3, 0, 0, 0, 0), 10 + 0x8000000 + 3);
        Expect(new PageBuilder(10).TimeExtend((1ul << 59) - 1).Small(3, 0, 0, 0, 0), 10 + (1L << 59) - 1 + 3);
        Expect(new PageBuilder(10).TimeExtend(1).TimeExtend(1ul << 40).Small(0, 0, 0, 0, 0), 11 + (1L << 40));
    }

    [Fact]
    public void A_time_extend_without_a_delta_is_no_end() =>
        Expect(new PageBuilder(10).TimeExtend(0).Small(0, 0, 0, 0, 0), 10);

    [Fact]
    public void The_delta_of_a_discarded_record_counts() =>
        Expect(new PageBuilder(10).Discarded(100, 8).Small(1, 0, 0, 0, 0), 111);

    [Fact]
    public void An_absolute_stamp_replaces_the_time()
    {
        Expect(new PageBuilder(10).Small(1, 0, 0, 0, 0).TimeStamp(5000).Small(2, 0, 0, 0, 0), 11, 5002);
        Expect(new PageBuilder(10).TimeStamp((1ul << 59) - 1).Small(0, 0, 0, 0, 0), (1L << 59) - 1);
    }

    [Fact]
    public void An_absolute_stamp_without_upper_bits_before_it_may_go_back() =>
        Expect(new PageBuilder(9000).TimeStamp(5000).Small(0, 0, 0, 0, 0), 5000);

    [Theory]
    [InlineData(1L << 59)]
    [InlineData(1L << 62)]
    [InlineData(1L << 63)]
    [InlineData(Upper5)]
    public void The_upper_5_bits_come_from_the_time_before(long upper) =>
        Expect(new PageBuilder(upper + 100).TimeStamp(5000).Small(2, 0, 0, 0, 0), upper + 5002);

    [Theory]
    [InlineData(1L << 59)]
    [InlineData(3L << 59)]
    [InlineData(1L << 63)]
    public void Going_round_counts_as_59_bits(long upper) =>
        Expect(new PageBuilder(upper + 9000).TimeStamp(5000).Small(0, 0, 0, 0, 0), upper + (1L << 59) + 5000);

    [Fact]
    public void Going_round_at_the_very_top_wraps_to_zero() =>
        Expect(new PageBuilder(Upper5 + 9000).TimeStamp(5000).Small(0, 0, 0, 0, 0), 5000);

    [Fact]
    public void The_upper_bits_come_from_the_record_before_not_from_the_page()
    {
        PageBuilder page = new PageBuilder((1L << 59) - 10).Small(20, 0, 0, 0, 0).TimeStamp(50).Small(0, 0, 0, 0, 0);

        Expect(page, (1L << 59) + 10, (1L << 59) + 50);
    }

    [Fact]
    public void Time_goes_round_without_an_exception() =>
        Expect(new PageBuilder(long.MaxValue).Small(1, 0, 0, 0, 0).TimeExtend((1ul << 59) - 1).Small(0, 0, 0, 0, 0),
            long.MinValue, long.MinValue + (1L << 59) - 1);

    private static void Expect(PageBuilder page, params long[] times)
    {
        (List<Seen> records, SubBufferStatus status) = Walk.Through(page);
        Assert.Equal(times, records.Select(record => record.Time));
        Assert.Equal(SubBufferStatus.End, status);
    }
}
