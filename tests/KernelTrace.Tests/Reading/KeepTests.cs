using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

/// <summary>A stream that is put to sleep keeps what it took and did not give out.</summary>
public sealed class KeepTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void It_goes_on_where_it_was(int taken)
    {
        var merging = new Merging(1);
        merging.Sources[0].Add(TickSource.Page(1, 100, 200, 300).Missed(9).Build());
        merging.Sources[0].Add(TickSource.Page(4, 400).Build());
        merging.Stats[0] = merging.Stats[0] with { Overrun = 9 };
        merging.Merge.DrainUntil = 1000;
        merging.TakeReady(taken);
        TickSource first = merging.Sources[0];
        merging.Streams[0].Detach(null);
        Assert.True(first.Disposed);
        merging.TakeReady();
        int whileAsleep = merging.Out.Count;

        merging.Streams[0].Attach(new TickSource(() => merging.Now), discards: false);
        merging.Merge.Seat();
        merging.TakeReady();

        // the page that the first source still had was never taken
        Assert.Equal(taken == 0 ? 0 : Math.Max(4, taken), whileAsleep);
        Assert.Equal(taken == 0 ? [] : taken == 5 ? [0, 1, 2, 3, 4] : [0, 1, 2, 3], merging.Out.Select(item => item.Number));
    }

    [Fact]
    public void It_takes_from_its_new_source()
    {
        var merging = new Merging(1);
        merging.Sources[0].Add(100, 1);
        merging.Drain();
        merging.Streams[0].Detach(null);
        var second = new TickSource(() => merging.Now);
        second.Add(200, 2);
        merging.Streams[0].Attach(second, discards: false);
        merging.Drain();

        Assert.Equal([1, 2], merging.Numbers);
        Assert.Same(second, merging.Streams[0].Source);
    }

    [Fact]
    public void Without_a_source_it_has_nothing()
    {
        var merging = new Merging(1);
        merging.Streams[0].Detach(null);
        merging.Streams[0].Detach(null);
        merging.Drain();

        Assert.Empty(merging.Out);
    }

    /// <summary>Who clears a buffer, in whatever process, sets its counters back: what was kept is then of the past.
    /// </summary>
    [Theory]
    [InlineData(100L, 100L, true)]
    [InlineData(100L, 150L, true)]
    [InlineData(100L, 99L, false)]
    [InlineData(null, 0L, true)]
    public void It_is_continued_by_a_buffer_whose_counters_have_not_gone_back(long? before, long after, bool expected)
    {
        var merging = new Merging(1);
        merging.Streams[0].Detach(before is long read ? merging.Stats[0] with { Read = read } : null);

        Assert.Equal(expected, merging.Streams[0].IsContinuedBy(merging.Stats[0] with { Read = after }));
    }
}
