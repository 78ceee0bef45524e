using KernelTrace.Formats.Records;
using KernelTrace.Reading;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

/// <summary>Drops of discard mode, which leave no mark in the pages, and losses that no record comes behind.</summary>
public sealed class DropTests
{
    [Fact]
    public void They_stand_between_the_records_before_the_read_that_made_room_and_those_behind_it()
    {
        var merging = new Merging(1, discards: true);
        Take(merging, now: 1000, dropped: 0, page: TickSource.Page(1, 100, 110));
        Take(merging, now: 2000, dropped: 5, page: TickSource.Page(3, 120, 130));
        Take(merging, now: 3000, dropped: 5, page: TickSource.Page(5, 1900, 2000, 2100));

        Assert.Equal([1, 2, 3, 4, 5, 0, 6, 7], merging.Out.Select(item => item.Number));
        Assert.Equal((2000, new Gap(5, LostReason.Dropped)), (merging.Out[5].Time, merging.Out[5].Gap));
    }

    [Fact]
    public void Those_of_several_reads_before_one_record_are_one_gap()
    {
        var merging = new Merging(1, discards: true);
        Take(merging, now: 1000, dropped: 2, page: TickSource.Page(1, 100));
        Take(merging, now: 2000, dropped: 5, page: TickSource.Page(2, 200));
        Take(merging, now: 3000, dropped: 6, page: TickSource.Page(3, 2500));

        Assert.Equal([1, 2, 0, 3], merging.Out.Select(item => item.Number));
        Assert.Equal(5, merging.Out[2].Gap!.Value.Count);
        merging.CloseGaps();
        Assert.Equal(new Gap(1, LostReason.Dropped), merging.Out[^1].Gap);
    }

    [Fact]
    public void A_counter_that_was_cleared_counts_from_zero()
    {
        var merging = new Merging(1, discards: true);
        Take(merging, now: 1000, dropped: 100, page: TickSource.Page(1, 1000));
        Take(merging, now: 2000, dropped: 3, page: TickSource.Page(2, 2000));

        Assert.Equal([100, 3], merging.Out.Where(item => item.Gap is not null).Select(item => item.Gap!.Value.Count));
    }

    [Fact]
    public void What_no_record_came_behind_is_told_at_the_end_and_once()
    {
        var merging = new Merging(2, discards: true);
        Take(merging, now: 1000, dropped: 0, page: TickSource.Page(1, 100));
        merging.Stats[0] = merging.Stats[0] with { Dropped = 4, CommitOverrun = 2 };
        merging.Now = 5000;
        merging.CloseGaps();
        merging.CloseGaps();

        Assert.Equal([null, new Gap(2, LostReason.Overrun), new Gap(4, LostReason.Dropped)], merging.Out.Select(item => item.Gap));
        Assert.All(merging.Out.Skip(1), item => Assert.Equal((0, 5000), (item.Cpu, item.Time)));
        Assert.False(merging.Merge.Holding);
    }

    [Fact]
    public void A_page_that_breaks_off_last_is_told_at_the_end()
    {
        var merging = new Merging(1);
        merging.Sources[0].Add(TickSource.Page(1, 100).Word(28, 1).Build());
        merging.Drain();
        Assert.Equal([1], merging.Out.Select(item => item.Number));
        merging.CloseGaps();

        Assert.Equal(new Gap(null, LostReason.Unreadable), merging.Out[^1].Gap);
    }

    /// <summary>A gap's time is never before the last event of its CPU, though the counters round theirs down.</summary>
    [Fact]
    public void A_gap_at_the_end_does_not_stand_before_the_last_record()
    {
        var merging = new Merging(1, discards: true);
        Take(merging, now: 7777, dropped: 0, page: TickSource.Page(1, 7777));
        merging.Stats[0] = merging.Stats[0] with { Dropped = 4 };
        merging.Now = 7000;
        merging.CloseGaps();

        Assert.Equal(7777, merging.Out[^1].Time);
    }

    [Fact]
    public void More_comes_behind_a_gap_at_the_end()
    {
        var merging = new Merging(1, discards: true);
        merging.Stats[0] = merging.Stats[0] with { Dropped = 4 };
        merging.CloseGaps();
        Take(merging, now: 2000, dropped: 4, page: TickSource.Page(1, 1500));

        Assert.Equal([4, null], merging.Out.Select(item => item.Gap?.Count));
    }

    private static void Take(Merging merging, long now, long dropped, Formats.Tests.Support.PageBuilder page)
    {
        merging.Now = now;
        merging.Stats[0] = merging.Stats[0] with { Dropped = dropped };
        merging.Sources[0].Add(page.Build());
        merging.Drain();
    }
}
