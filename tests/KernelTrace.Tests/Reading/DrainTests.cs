using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

public sealed class DrainTests
{
    [Fact]
    public void It_ends_when_every_cpu_was_seen_empty()
    {
        var merging = new Merging(3);
        merging.Sources[1].Add(500, 1);
        merging.Sources[2].Add(400, 2);
        merging.Drain();

        Assert.Equal([2, 1], merging.Numbers);
        Assert.Null(merging.Merge.Next());
        Assert.All(merging.Streams, stream => Assert.True(stream.Drained));
    }

    [Fact]
    public void It_ends_though_a_source_never_runs_dry()
    {
        var merging = new Merging(2, cut: () => 2);
        TickSource endless = merging.Sources[0];
        long next = 900;
        endless.OnTake = () =>
        {
            Assert.True(next < 10_000, "it runs after what comes");
            for (int i = 0; i < 2; i++) endless.Add(next += 10, next, committed: 0);
        };
        merging.Sources[1].Add(950, 950);
        merging.Drain();

        // all from before the beginning of the drain, and no more behind it than one page holds
        Assert.Contains(1000, merging.Numbers);
        Assert.Contains(950, merging.Numbers);
        Assert.True(merging.Numbers.Max() <= 1040, $"{merging.Numbers.Max()}");
        Assert.Equal(merging.Numbers.Order(), merging.Numbers);
    }

    [Fact]
    public void A_cpu_that_is_busy_while_it_drains_is_not_asked_again()
    {
        var merging = new Merging(2);
        merging.Sources[0].Add(500, 1);
        merging.Drain();
        merging.Sources[1].Add(600, 2);
        merging.TakeReady();
        Assert.Equal([1], merging.Numbers);

        merging.Drain();
        Assert.Equal([1, 2], merging.Numbers);
    }

    /// <summary>A reading that followed and then ends takes what it held.</summary>
    [Fact]
    public void It_gives_out_what_was_held()
    {
        var merging = new Merging(2);
        merging.Sources[0].Add(1000, 1);
        merging.TakeReady();
        Assert.Empty(merging.Out);
        merging.Drain();

        Assert.Equal([1], merging.Numbers);
    }

    [Fact]
    public void Without_a_cpu_there_is_nothing()
    {
        var merging = new Merging(0);
        merging.TakeReady();
        merging.Drain();
        merging.CloseGaps();

        Assert.Empty(merging.Out);
    }
}
