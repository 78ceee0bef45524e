using KernelTrace.Formats.Records;
using KernelTrace.Interop;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

/// <summary>What one reader took and did not give out is the next reader's.</summary>
public sealed class KeptStreamsTests : IDisposable
{
    private readonly TraceTree _tree = new(cpus: 2);

    public KeptStreamsTests()
    {
        for (int number = 0; number < 6; number++) _tree.Sources[number % 2].Add(100 + number, number);
    }

    public void Dispose()
    {
        KeptStreams.Forget(_tree.Instance);
        _tree.Dispose();
        Assert.All(_tree.Kernel.Descriptors, descriptor => Assert.True(descriptor.IsClosed));
    }

    [Fact]
    public void The_next_reader_goes_on()
    {
        Assert.Equal([0, 1], Read(most: 2));
        Assert.Equal([2, 3, 4, 5], Read());
        Assert.Empty(Read());
    }

    [Fact]
    public void What_is_cleared_is_forgotten()
    {
        Read(most: 2);
        _tree.Set("trace", "");
        SessionStore.Clear(_tree.Instance);

        Assert.Empty(Read());
    }

    [Fact]
    public void What_another_process_cleared_is_forgotten()
    {
        _tree.Stats[0] = _tree.Stats[0] with { Read = 50 };
        Read(most: 2);
        _tree.Stats[0] = _tree.Stats[0] with { Read = 0 };

        Assert.Empty(Read());
    }

    [Fact]
    public void What_is_of_an_instance_made_before_is_forgotten()
    {
        Read(most: 2);
        Directory.SetLastWriteTimeUtc(_tree.Instance.Path, DateTime.UnixEpoch);

        Assert.Empty(Read());
    }

    [Fact]
    public void A_reader_that_could_not_be_opened_takes_nothing_with_it()
    {
        Read(most: 2);
        _tree.Kernel.EventFdError = -Errno.EINVAL;
        Assert.Throws<KernelException>(() => TraceReader.Open(_tree.Instance));
        _tree.Kernel.EventFdError = 0;
        _tree.Kernel[_tree.Instance.RawPath(1)].OpenError = -Errno.EBUSY;
        Assert.Throws<KernelException>(() => TraceReader.Open(_tree.Instance));
        _tree.Kernel[_tree.Instance.RawPath(1)].OpenError = 0;

        Assert.Equal([2, 3, 4, 5], Read());
    }

    /// <summary>A loss that was told is not told again, one that was not is.</summary>
    [Fact]
    public void Losses_are_told_by_one_of_the_readers()
    {
        _tree.Set("options/overwrite", "0\n");
        Read(most: 2);
        _tree.Stats[0] = _tree.Stats[0] with { Dropped = 4 };
        using (TraceReader second = TraceReader.Open(_tree.Instance))
        {
            Read(second, int.MaxValue);
            Assert.Equal(4, Assert.Single(second.Losses).Count);
        }

        using TraceReader third = TraceReader.Open(_tree.Instance);
        Read(third, int.MaxValue);
        Assert.Empty(third.Losses);
    }

    private List<long> Read(int most = int.MaxValue)
    {
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        return Read(reader, most);
    }

    private static List<long> Read(TraceReader reader, int most)
    {
        var numbers = new List<long>();
        reader.Drain();
        Take();
        if (most == int.MaxValue) reader.CloseGaps();
        Take();
        return numbers;

        void Take()
        {
            while (numbers.Count < most && reader.TryRead(out KTraceEvent? item))
            {
                if (item is not KTraceLostEvents) numbers.Add((long)item.Fields["number"]!);
            }
        }
    }
}
