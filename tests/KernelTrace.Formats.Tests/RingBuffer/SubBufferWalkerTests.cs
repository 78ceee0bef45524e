using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.RingBuffer;

/// <summary>The kinds of records, one by one; time has a file of its own.</summary>
public class SubBufferWalkerTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Every_short_length_is_read(int commitSize)
    {
        var page = new PageBuilder(0, commitSize, 4096);
        var expected = new List<Seen>();
        for (int words = 1; words <= 28; words++)
        {
            byte[] data = Data(words * 4);
            page.Small(1, data);
            expected.Add(Seen.Of(words, data));
        }

        Expect(page, SubBufferStatus.End, [.. expected]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(113)]
    [InlineData(116)]
    [InlineData(2000)]
    public void A_length_word_counts_itself_and_is_rounded_up_to_4(int length)
    {
        PageBuilder page = new PageBuilder(0, 8, 4096).Long(1, Data(length)).Small(1, 1, 2, 3, 4);

        Expect(page, SubBufferStatus.End, Seen.Of(1, Data(length)), Seen.Of(2, 1, 2, 3, 4));
    }

    [Fact]
    public void An_empty_page_has_no_records() => Expect(new PageBuilder(), SubBufferStatus.End);

    [Fact]
    public void Nothing_behind_the_commit_is_read()
    {
        PageBuilder page = new PageBuilder().Small(1, 1, 2, 3, 4).Small(1, 5, 6, 7, 8).Commit(8);

        Expect(page, SubBufferStatus.End, Seen.Of(1, 1, 2, 3, 4));
    }

    [Fact]
    public void A_stored_loss_is_no_record() =>
        Expect(new PageBuilder().Small(1, 1, 2, 3, 4).Missed(77), SubBufferStatus.End, Seen.Of(1, 1, 2, 3, 4));

    [Fact]
    public void Padding_without_delta_ends_the_page()
    {
        PageBuilder page = new PageBuilder().Small(1, 1, 2, 3, 4).PaddingEnd().Small(1, 5, 6, 7, 8);

        (List<Seen> records, SubBufferStatus status) = Walk.Through(page.Build(),
            SubBufferHeader.Read(page.Build(), page.Layout), page.Layout, out SubBufferWalker walker);
        Assert.Equal([Seen.Of(1, 1, 2, 3, 4)], records);
        Assert.Equal(SubBufferStatus.End, status);
        Assert.Equal(0, walker.Discarded);
    }

    [Fact]
    public void Discarded_records_are_stepped_over_and_counted()
    {
        PageBuilder page = new PageBuilder(0, 8, 512)
            .Discarded(1, 0).Small(1, 1, 2, 3, 4).Discarded(1, 20).Discarded(1, 7).Small(1, 5, 6, 7, 8).Discarded(1, 4);

        (List<Seen> records, SubBufferStatus status) = Walk.Through(page.Build(),
            SubBufferHeader.Read(page.Build(), page.Layout), page.Layout, out SubBufferWalker walker);
        Assert.Equal([Seen.Of(2, 1, 2, 3, 4), Seen.Of(5, 5, 6, 7, 8)], records);
        Assert.Equal(SubBufferStatus.End, status);
        Assert.Equal(4, walker.Discarded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fewer_than_4_bytes_are_no_record_header(int left)
    {
        PageBuilder page = new PageBuilder().Small(1, 1, 2, 3, 4).Commit((uint)(8 + left));

        Expect(page, SubBufferStatus.ShortRecordHeader, Seen.Of(1, 1, 2, 3, 4));
    }

    [Theory]
    [InlineData(0u, SubBufferStatus.BadRecordLength)]
    [InlineData(29u, SubBufferStatus.BadRecordLength)]
    [InlineData(30u, SubBufferStatus.ShortTimeRecord)]
    [InlineData(31u, SubBufferStatus.ShortTimeRecord)]
    public void A_second_word_that_is_missing_has_its_status(uint type, SubBufferStatus status) =>
        Expect(new PageBuilder().Small(1, 1, 2, 3, 4).Word(type, 1), status, Seen.Of(1, 1, 2, 3, 4));

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(0u, 3u)]
    [InlineData(29u, 0u)]
    [InlineData(29u, 3u)]
    public void A_length_smaller_than_itself_is_bad(uint type, uint length) =>
        Expect(new PageBuilder().Word(type, 1).Words(length, 0), SubBufferStatus.BadRecordLength);

    [Theory]
    [InlineData(0u, 9u)]
    [InlineData(0u, 0x7fffffffu)]
    [InlineData(0u, 0xffffffffu)]
    [InlineData(29u, 9u)]
    [InlineData(29u, 0xfffffffdu)]
    [InlineData(29u, 0xffffffffu)]
    public void A_length_behind_the_data_is_too_long(uint type, uint length) =>
        Expect(new PageBuilder().Word(type, 1).Words(length, 0), SubBufferStatus.RecordTooLong);

    [Fact]
    public void A_short_record_behind_the_data_is_too_long()
    {
        for (uint type = 1; type <= 28; type++)
        {
            PageBuilder page = new PageBuilder().Small(1, 1, 2, 3, 4).Small(1, Data((int)type * 4));
            page.Commit((uint)page.Length - 1);
            Expect(page, SubBufferStatus.RecordTooLong, Seen.Of(1, 1, 2, 3, 4));
        }
    }

    [Fact]
    public void A_walker_of_a_bad_header_has_nothing_to_walk()
    {
        foreach (SubBufferStatus status in Enum.GetValues<SubBufferStatus>().Where(s => s != SubBufferStatus.Good))
        {
            var walker = new SubBufferWalker(new SubBufferHeader(status, 0, 0, 0), SubBufferLayout.For64Bit(4096));
            Assert.False(walker.MoveNext(new PageBuilder().Small(1, 1, 2, 3, 4).Build()));
            Assert.Equal(status, walker.Status);
        }
    }

    private static void Expect(PageBuilder page, SubBufferStatus status, params Seen[] records)
    {
        (List<Seen> seen, SubBufferStatus end) = Walk.Through(page);
        Assert.Equal(records, seen);
        Assert.Equal(status, end);
    }

    private static byte[] Data(int length) => [.. Enumerable.Range(1, length).Select(n => (byte)n)];
}
