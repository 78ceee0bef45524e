using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.RingBuffer;

/// <summary>Pages that were cut or changed. That no record leaves the page, and that each walk ends with a status, is
/// checked by <see cref="Walk"/> itself.</summary>
public class SubBufferWalkerDamageTests
{
    private static readonly PageBuilder[] _pages =
    [
        new PageBuilder(1000, 8, 96).Small(1, 1, 2, 3, 4).Long(2, 5, 6, 7, 8, 9).Discarded(3, 8).TimeExtend(1ul << 40)
            .Small(4, 10, 11, 12, 13),
        new PageBuilder(1L << 60, 4, 80).TimeStamp(1ul << 50).Small(1, [.. new byte[16]]).Small(2, 1, 2, 3, 4).PaddingEnd(),
        new PageBuilder(5, 8, 64).Long(1, 1, 2, 3, 4, 5, 6, 7, 8).Missed(9),
        new PageBuilder(5, 4, 64).Small(1, 1, 2, 3, 4).TimeExtend(77).Long(1, 1, 2, 3, 4, 5, 6, 7, 8).Missed(),
    ];

    public static TheoryData<int> Pages => [.. Enumerable.Range(0, _pages.Length)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_prefix_of_the_bytes_is_refused_until_it_holds_the_data(int index)
    {
        PageBuilder builder = _pages[index];
        byte[] page = builder.Build();
        (List<Seen> all, SubBufferStatus end) = Walk.Through(page, builder.Layout);
        for (int length = 0; length < page.Length; length++)
        {
            (List<Seen> records, SubBufferStatus status) = Walk.Through(page.AsSpan(0, length), builder.Layout);
            if (length < builder.Layout.DataOffset) Assert.Equal(SubBufferStatus.ShortHeader, status);
            else if (length < builder.Layout.DataOffset + builder.Length) Assert.Equal(SubBufferStatus.CommitTooLarge, status);
            else Assert.Equal(end, status);
            Assert.Equal(length < builder.Layout.DataOffset + builder.Length ? [] : all, records);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_smaller_commit_gives_the_first_records(int index)
    {
        PageBuilder builder = _pages[index];
        byte[] page = builder.Build();
        (List<Seen> all, _) = Walk.Through(page, builder.Layout);
        SubBufferHeader header = SubBufferHeader.Read(page, builder.Layout);
        for (int length = 0; length < builder.Length; length++)
        {
            (List<Seen> records, _) = Walk.Through(page, header with { DataLength = length }, builder.Layout, out _);
            Assert.Equal(all.Take(records.Count), records);
            Assert.True(records.Count < all.Count || length >= builder.Length - 4, "what is cut off is not read");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_that_shrinks_under_the_walker_gives_the_first_records(int index)
    {
        PageBuilder builder = _pages[index];
        byte[] page = builder.Build();
        (List<Seen> all, _) = Walk.Through(page, builder.Layout);
        SubBufferHeader header = SubBufferHeader.Read(page, builder.Layout);
        for (int length = 0; length < page.Length; length++)
        {
            (List<Seen> records, _) = Walk.Through(page.AsSpan(0, length), header, builder.Layout, out _);
            Assert.Equal(all.Take(records.Count), records);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_value_of_every_byte_ends_with_a_status(int index)
    {
        PageBuilder builder = _pages[index];
        byte[] page = builder.Build();
        (List<Seen> all, _) = Walk.Through(page, builder.Layout);
        int changed = 0;
        for (int at = 0; at < page.Length; at++)
        {
            byte good = page[at];
            for (int value = 0; value <= byte.MaxValue; value++)
            {
                page[at] = (byte)value;
                (List<Seen> records, SubBufferStatus status) = Walk.Through(page, builder.Layout);
                Assert.InRange(status, SubBufferStatus.End, SubBufferStatus.ShortTimeRecord);
                if (!records.SequenceEqual(all)) changed++;
            }

            page[at] = good;
        }

        Assert.True(changed > 255 * 8, "a change of the time, at the least, shows");
    }

    [Fact]
    public void The_pages_are_good_before_they_are_damaged()
    {
        foreach (PageBuilder builder in _pages)
        {
            (List<Seen> records, SubBufferStatus status) = Walk.Through(builder);
            Assert.NotEmpty(records);
            Assert.Equal(SubBufferStatus.End, status);
        }
    }
}
