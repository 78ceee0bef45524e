using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Reading;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

/// <summary>Overwritten events and unreadable pages: how many, and between which records.</summary>
public sealed class GapTests
{
    [Fact]
    public void A_gap_stands_before_the_first_record_of_its_page()
    {
        Merging merging = Read(TickSource.Page(1, 100, 200), TickSource.Page(3, 300).Missed(5));

        Assert.Equal([1, 2, 0, 3], merging.Out.Select(item => item.Number));
        Assert.Equal((300, new Gap(5, LostReason.Overrun)), (merging.Out[2].Time, merging.Out[2].Gap));
    }

    /// <summary>A full page has no room for the number; then the counter tells how much was lost since the last gap.
    /// </summary>
    [Fact]
    public void A_page_that_does_not_say_how_many_is_told_by_the_counter()
    {
        var merging = new Merging(1);
        Lose(merging, 7, TickSource.Page(1, 100).Missed());
        Lose(merging, 7 + 4, TickSource.Page(2, 200).Missed(4));
        Lose(merging, 11 + 6, TickSource.Page(3, 300).Missed());

        Assert.Equal([7, 4, 6], Counts(merging));
    }

    [Fact]
    public void Behind_another_reader_the_first_such_page_has_no_number()
    {
        var merging = new Merging(1);
        merging.Stats[0] = merging.Stats[0] with { Read = 10, Overrun = 100 };
        merging.Streams[0] = new CpuStream(TickSource.Layout, merging.Stats[0]);
        merging.Streams[0].Attach(merging.Sources[0], discards: false);
        merging.Merge.Seat();
        Lose(merging, 150, TickSource.Page(1, 100).Missed());
        Lose(merging, 152, TickSource.Page(2, 200).Missed());

        Assert.Equal([null, 2], Counts(merging));
    }

    /// <summary>The thread stood still between the read and its look at the counter, which went on.</summary>
    [Fact]
    public void A_counter_that_is_read_late_keeps_the_sum()
    {
        var merging = new Merging(1);
        Lose(merging, 7 + 2, TickSource.Page(1, 100).Missed());
        Lose(merging, 7 + 2 + 3, TickSource.Page(2, 200).Missed(5));

        Assert.Equal([9, 3], Counts(merging));
    }

    [Fact]
    public void A_loss_that_was_told_already_is_no_gap_of_zero()
    {
        var merging = new Merging(1);
        Lose(merging, 9, TickSource.Page(1, 100).Missed());
        Lose(merging, 9, TickSource.Page(2, 200).Missed(2));

        Assert.Equal([9], Counts(merging));
        Assert.Equal([1, 2], merging.Numbers);
    }

    /// <summary>Clearing the buffer, which another process may do, sets the counters to zero.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_counter_that_was_cleared_counts_from_zero(bool told)
    {
        var merging = new Merging(1);
        Lose(merging, 1000, TickSource.Page(1, 100).Missed());
        Lose(merging, 5, told ? TickSource.Page(2, 200).Missed(5) : TickSource.Page(2, 200).Missed());

        Assert.Equal([1000, 5], Counts(merging));
    }

    [Fact]
    public void A_page_with_a_wrong_length_is_a_gap_and_reading_goes_on()
    {
        Merging merging = Read(TickSource.Page(1, 100), TickSource.Page(2, 200).Commit(5000), TickSource.Page(3, 300));

        Assert.Equal([1, 0, 3], merging.Out.Select(item => item.Number));
        Assert.Equal(new Gap(null, LostReason.Unreadable), merging.Out[1].Gap);
    }

    [Fact]
    public void A_page_that_breaks_off_gives_what_is_before_the_break()
    {
        PageBuilder broken = TickSource.Page(1, 100, 110).Word(28, 1);
        Merging merging = Read(broken, TickSource.Page(3, 300));

        Assert.Equal([1, 2, 0, 3], merging.Out.Select(item => item.Number));
        Assert.Equal((300, new Gap(null, LostReason.Unreadable)), (merging.Out[2].Time, merging.Out[2].Gap));
    }

    [Fact]
    public void What_was_lost_before_an_unreadable_page_is_told_too()
    {
        Merging merging = Read(TickSource.Page(1, 100).Missed(3), TickSource.Page(2, 200).Missed(4).Word(28, 1), TickSource.Page(3, 300));

        Assert.Equal([new(3, LostReason.Overrun), new(4, LostReason.Overrun), new Gap(null, LostReason.Unreadable)],
            merging.Out.Where(item => item.Gap is not null).Select(item => item.Gap!.Value));
    }

    [Fact]
    public void A_page_without_records_is_passed_over()
    {
        Merging merging = Read(new PageBuilder(50, size: TickSource.PageSize), TickSource.Page(1, 100));

        Assert.Equal([1], merging.Out.Select(item => item.Number));
    }

    private static IEnumerable<long?> Counts(Merging merging) =>
        merging.Out.Where(item => item.Gap is not null).Select(item => item.Gap!.Value.Count);

    /// <summary>The counter stands at a number when a page is read.</summary>
    private static void Lose(Merging merging, long overrun, PageBuilder page)
    {
        merging.Stats[0] = merging.Stats[0] with { Overrun = overrun };
        merging.Sources[0].Add(page.Build());
        merging.Drain();
    }

    private static Merging Read(params PageBuilder[] pages)
    {
        // the counter of a CPU of which more was lost than the pages say keeps out of the way
        var merging = new Merging(1);
        merging.Stats[0] = merging.Stats[0] with { Overrun = 1_000_000 };
        foreach (PageBuilder page in pages) merging.Sources[0].Add(page.Build());
        merging.Drain();
        return merging;
    }
}
