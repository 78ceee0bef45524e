using KernelTrace.Interop;
using KernelTrace.Reading;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

public sealed class WaitTests : IDisposable
{
    private readonly TraceTree _tree = new(cpus: 2);
    private readonly List<(int Files, int Timeout)> _polls = [];

    public void Dispose()
    {
        KeptStreams.Forget(_tree.Instance);
        _tree.Dispose();
    }

    [Fact]
    public void It_sleeps_on_all_cpus_and_then_lets_more_come()
    {
        using TraceReader reader = Open(1, 0);

        Assert.True(reader.Wait(Timeout.InfiniteTimeSpan));
        // both CPUs and the eventfd, for ever; then the eventfd alone, for a moment
        Assert.Equal([(3, -1), (1, 10)], _polls);
    }

    [Fact]
    public void When_the_time_is_over_it_says_so()
    {
        using TraceReader reader = Open(0);

        Assert.False(reader.Wait(TimeSpan.Zero));
        Assert.Equal([(3, 0)], _polls);
    }

    [Fact]
    public void An_interrupted_poll_is_no_error()
    {
        using TraceReader reader = Open(-Errno.EINTR, 0);

        Assert.True(reader.Wait(Timeout.InfiniteTimeSpan));
    }

    /// <summary>An answer that will not change must not be asked for over and over.</summary>
    [Fact]
    public void A_poll_that_fails_is_an_error()
    {
        using TraceReader reader = Open(-Errno.EINVAL);

        Assert.Equal("wait for events of test: Invalid argument (EINVAL)",
            Assert.Throws<KernelException>(() => reader.Wait(Timeout.InfiniteTimeSpan)).Message);
    }

    [Fact]
    public void Where_the_kernel_does_not_wake_it_with_the_first_event_it_looks_now_and_then()
    {
        _tree.Set("buffer_percent", "50\n");
        using TraceReader reader = Open(0);

        Assert.True(reader.Wait(Timeout.InfiniteTimeSpan));
        Assert.Equal([(3, 100)], _polls);
    }

    [Fact]
    public void While_records_are_held_it_only_lets_them_grow_older()
    {
        using TraceReader reader = Open(0);
        _tree.Sources[0].Add(_tree.Kernel.Now, 1);
        Assert.False(reader.TryRead(out _));

        Assert.True(reader.Wait(Timeout.InfiniteTimeSpan));
        Assert.Equal([(1, 10)], _polls);
        _tree.Kernel.Now += TimeOrderedMerge.SlackNs;
        Assert.True(reader.TryRead(out _));
    }

    [Fact]
    public void Cancelling_wakes_it_and_ends_the_reading()
    {
        using TraceReader reader = Open();
        _tree.Sources[0].Add(100, 1);
        _tree.Kernel.OnPoll = (files, _) =>
        {
            if (files.Count > 1) reader.Cancel();
            return 1;
        };

        Assert.False(reader.Wait(Timeout.InfiniteTimeSpan));
        Assert.Single(_tree.Kernel["eventfd"].Writes);
        Assert.False(reader.TryRead(out _));
        _tree.Kernel.OnPoll = (_, _) => throw new InvalidOperationException("it waits again");
        Assert.False(reader.Wait(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Cancelling_what_is_closed_does_nothing()
    {
        TraceReader reader = Open();
        reader.Dispose();
        reader.Dispose();
        reader.Cancel();

        Assert.Empty(_tree.Kernel["eventfd"].Writes);
        Assert.All(_tree.Kernel.Descriptors, descriptor => Assert.True(descriptor.IsClosed));
    }

    private TraceReader Open(params int[] answers)
    {
        var left = new Queue<int>(answers);
        _tree.Kernel.OnPoll = (files, timeout) =>
        {
            _polls.Add((files.Count, timeout));
            return left.Dequeue();
        };
        return TraceReader.Open(_tree.Instance);
    }
}
