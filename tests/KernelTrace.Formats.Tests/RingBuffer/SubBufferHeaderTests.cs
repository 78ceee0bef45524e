using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.RingBuffer;

public class SubBufferHeaderTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Time_and_length_are_read(int commitSize)
    {
        PageBuilder page = new PageBuilder(0x1122334455667788, commitSize).Small(0, 1, 2, 3, 4);

        Assert.Equal(new SubBufferHeader(SubBufferStatus.Good, 0x1122334455667788, 8, 0), Header(page));
    }

    [Fact]
    public void A_time_with_its_top_bit_set_keeps_its_bits() =>
        Assert.Equal(long.MinValue + 5, Header(new PageBuilder(long.MinValue + 5)).Timestamp);

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void An_empty_page_is_good(int commitSize) =>
        Assert.Equal(new SubBufferHeader(SubBufferStatus.Good, 3, 0, 0), Header(new PageBuilder(3, commitSize)));

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Missed_without_a_number_is_unknown(int commitSize)
    {
        // the fill behind the data must not be taken for a number
        SubBufferHeader header = Header(new PageBuilder(0, commitSize).Small(0, 1, 2, 3, 4).Missed());

        Assert.Equal(SubBufferHeader.UnknownCount, header.Missed);
        Assert.Equal(8, header.DataLength);
    }

    [Theory]
    [InlineData(4, 1u)]
    [InlineData(4, uint.MaxValue)]
    [InlineData(8, 1u)]
    [InlineData(8, uint.MaxValue)]
    public void A_stored_number_is_read_behind_the_data(int commitSize, uint count)
    {
        SubBufferHeader header = Header(new PageBuilder(0, commitSize).Small(0, 1, 2, 3, 4).Missed(count));

        Assert.Equal(count, header.Missed);
        Assert.Equal(8, header.DataLength);
    }

    [Fact]
    public void A_stored_number_of_64_bits_is_read_whole() =>
        Assert.Equal(0x123456789aL, Header(new PageBuilder().Missed(0x123456789a)).Missed);

    [Theory]
    [InlineData(0ul)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1ul << 63)]
    public void A_stored_number_that_cannot_be_is_unknown(ulong count) =>
        Assert.Equal(SubBufferHeader.UnknownCount, Header(new PageBuilder().Missed(count)).Missed);

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 3)]
    [InlineData(8, 0)]
    [InlineData(8, 7)]
    public void A_number_without_room_is_unknown(int commitSize, int room)
    {
        PageBuilder page = new PageBuilder(0, commitSize, 8 + commitSize + 8 + room).Small(0, 1, 2, 3, 4).Missed(9);

        Assert.Equal(new SubBufferHeader(SubBufferStatus.Good, 0, 8, SubBufferHeader.UnknownCount), Header(page));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void The_stored_flag_alone_says_nothing(int commitSize)
    {
        PageBuilder page = new PageBuilder(0, commitSize).Commit(1u << 30);

        Assert.Equal(new SubBufferHeader(SubBufferStatus.Good, 0, 0, 0), Header(page));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void The_whole_page_may_be_filled(int commitSize)
    {
        PageBuilder page = new PageBuilder(0, commitSize).Commit((uint)(256 - 8 - commitSize));

        Assert.Equal(SubBufferStatus.Good, Header(page).Status);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(4u)]
    [InlineData((1u << 27) - 1 - 240)]
    public void More_than_the_page_is_too_large(uint excess)
    {
        PageBuilder page = new PageBuilder(7).Small(0, 1, 2, 3, 4).Commit(240 + excess);

        Assert.Equal(new SubBufferHeader(SubBufferStatus.CommitTooLarge, 7, 0, 0), Header(page));
        Assert.Empty(Walk.Through(page).Records);
    }

    [Fact]
    public void More_than_the_bytes_at_hand_is_too_large()
    {
        PageBuilder page = new PageBuilder().Small(0, 1, 2, 3, 4);

        Assert.Equal(SubBufferStatus.CommitTooLarge, SubBufferHeader.Read(page.Build().AsSpan(0, 23), page.Layout).Status);
        Assert.Equal(SubBufferStatus.Good, SubBufferHeader.Read(page.Build().AsSpan(0, 24), page.Layout).Status);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Fewer_bytes_than_a_header_are_short(int commitSize)
    {
        var page = new PageBuilder(-1, commitSize);
        for (int length = 0; length < 8 + commitSize; length++)
        {
            SubBufferHeader header = SubBufferHeader.Read(page.Build().AsSpan(0, length), page.Layout);
            Assert.Equal(new SubBufferHeader(SubBufferStatus.ShortHeader, 0, 0, 0), header);
        }
    }

    private static SubBufferHeader Header(PageBuilder page) => SubBufferHeader.Read(page.Build(), page.Layout);
}
