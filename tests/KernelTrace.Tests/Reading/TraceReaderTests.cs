using KernelTrace.Formats.Records;
using KernelTrace.Interop;
using KernelTrace.Reading;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

/// <summary>Pages of a fake kernel become events.</summary>
public sealed class TraceReaderTests : IDisposable
{
    private readonly TraceTree _tree = new(cpus: 2);

    public void Dispose()
    {
        KeptStreams.Forget(_tree.Instance);
        _tree.Dispose();
        Assert.All(_tree.Kernel.Descriptors, descriptor => Assert.True(descriptor.IsClosed));
    }

    [Fact]
    public void Events_are_typed_and_in_the_order_of_their_times()
    {
        _tree.Sources[0].Add(100, 1);
        _tree.Sources[1].Add(200, 2);
        _tree.Sources[0].Add(300, 3);
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        List<KTraceEvent> events = Drain(reader);

        Assert.Equal([1L, 2L, 3L], events.Select(Number));
        Assert.Equal([0, 1, 0], events.Select(item => item.Cpu));
        Assert.Equal([100L, 200L, 300L], events.Select(item => item.TimestampNs));
        Assert.All(events, item => Assert.Equal(("test:tick", "test", 1), (item.Event, item.Session, item.Tid)));
        Assert.Equal((3L, 0L), (reader.EventsRead, reader.OutOfOrder));
        // the fake's wall clock is a second ahead
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(10_000_001), events[0].Timestamp);
    }

    [Fact]
    public void Only_what_was_asked_for_is_given_out()
    {
        _tree.Sources[0].Add(100, 1);
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        reader.Narrow([TickSource.EventId + 1]);
        Assert.Empty(Drain(reader));
        Assert.True(_tree.Sources[0].IsEmpty);

        _tree.Sources[0].Add(200, 2);
        reader.Narrow([TickSource.EventId]);
        Assert.Equal([2L], Drain(reader).Select(Number));
    }

    [Fact]
    public void Losses_are_told_in_their_place_and_summed_up()
    {
        _tree.Stats[1] = _tree.Stats[1] with { Overrun = 12 };
        _tree.Sources[1].Add(TickSource.Page(1, 100).Missed(5).Build());
        _tree.Sources[1].Add(TickSource.Page(2, 200).Missed(7).Build());
        _tree.Sources[1].Add(TickSource.Page(3, 300).Word(28, 0).Build());
        _tree.Sources[1].Add(TickSource.Page(4, 400).Build());
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        List<KTraceEvent> events = Drain(reader);

        Assert.Equal([5L, null, 7L, null, null, null, null], events.Select(item => (item as KTraceLostEvents)?.Count));
        Assert.Equal((100L, 200L), (((KTraceLostEvents)events[2]).AfterNs, ((KTraceLostEvents)events[2]).BeforeNs));
        Assert.Equal(4, reader.EventsRead);
        Assert.Equal(
        [
            new LossTotal(1, LostReason.Overrun, 12, 0, null, 200),
            new LossTotal(1, LostReason.Unreadable, 0, 1, 300, 400),
        ], reader.Losses);
    }

    [Fact]
    public void What_no_event_came_behind_is_told_at_the_end()
    {
        _tree.Set("options/overwrite", "0\n");
        _tree.Sources[0].Add(100, 1);
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        Assert.Single(Drain(reader));
        _tree.Stats[0] = _tree.Stats[0] with { Dropped = 3 };
        reader.CloseGaps();

        KTraceLostEvents lost = Assert.IsType<KTraceLostEvents>(Assert.Single(Read(reader)));
        Assert.Equal((3L, LostReason.Dropped, 100L, null), (lost.Count, lost.Reason, lost.AfterNs, lost.BeforeNs));
        Assert.Equal(_tree.Kernel.Now, lost.TimestampNs);
    }

    /// <summary>Late is what comes behind a younger one, also when another late one went before.</summary>
    [Fact]
    public void Every_late_event_is_counted()
    {
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        _tree.Kernel.Now = 10_000_000;
        _tree.Sources[0].Add(5_000_000, 1);
        Assert.Equal([1L], Read(reader).Select(Number));
        _tree.Sources[1].Add(3_000_000, 2);
        _tree.Sources[1].Add(4_000_000, 3);
        _tree.Sources[1].Add(5_000_000, 4);

        Assert.Equal([2L, 3L, 4L], Read(reader).Select(Number));
        Assert.Equal((4L, 2L), (reader.EventsRead, reader.OutOfOrder));
    }

    [Fact]
    public void A_record_of_an_event_that_is_gone_is_shown_with_its_bytes()
    {
        _tree.Sources[0].Add(100, 1);
        _tree.Kernel[_tree.Root.Path + "/events/test/tick/id"] = new FakeFile("500\n");
        using TraceReader reader = TraceReader.Open(_tree.Instance);

        UnknownEvent unknown = Assert.IsType<UnknownEvent>(Assert.Single(Drain(reader)));
        Assert.Equal(("unknown:77", 16), (unknown.Event, unknown.Data.Length));
    }

    [Fact]
    public void A_cpu_that_cannot_be_opened_closes_the_others()
    {
        _tree.Kernel[_tree.Instance.RawPath(1)].OpenError = -Errno.EBUSY;

        Assert.Contains("trace_pipe_raw: Device or resource busy (EBUSY)",
            Assert.Throws<KernelException>(() => TraceReader.Open(_tree.Instance)).Message);
    }

    [Fact]
    public void A_clock_that_only_the_kernel_reads_comes_from_the_counters()
    {
        _tree.Set("trace_clock", "[global] mono\n");
        _tree.Kernel.Now = 7_000_000_999;
        _tree.Sources[0].Add(7_000_000_000, 1);
        _tree.Sources[0].Add(9_000_000_000, 2);
        using TraceReader reader = TraceReader.Open(_tree.Instance);

        Assert.Equal([1L], Drain(reader).Select(Number));
        Assert.Equal("global", reader.Clock.Name);
    }

    private static List<KTraceEvent> Drain(TraceReader reader)
    {
        reader.Drain();
        return Read(reader);
    }

    private static List<KTraceEvent> Read(TraceReader reader)
    {
        var items = new List<KTraceEvent>();
        while (reader.TryRead(out KTraceEvent? item)) items.Add(item);
        return items;
    }

    private static long Number(KTraceEvent item) => (long)item.Fields["number"]!;
}
