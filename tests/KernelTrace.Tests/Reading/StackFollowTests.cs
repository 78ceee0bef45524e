using System.Diagnostics;
using KernelTrace.Formats.Records;
using KernelTrace.Reading;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

/// <summary>Stacks while events are followed, and at random.</summary>
public sealed class StackFollowTests : IDisposable
{
    private readonly TraceTree _tree = new(cpus: 2);

    public StackFollowTests()
    {
        _tree.Set("set_event", "test:tick\n");
        _tree.Set("events/test/tick/trigger", "stacktrace:unlimited\n");
    }

    public void Dispose()
    {
        KeptStreams.Forget(_tree.Instance);
        _tree.Dispose();
    }

    [Fact]
    public void An_event_waits_for_its_stack()
    {
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        var pages = new StackPages(_tree.Sources[0]);
        pages.Event(1).NextPage();
        Assert.False(reader.TryRead(out _));
        // it does not sleep until something new comes
        _tree.Kernel.OnPoll = (files, timeout) => files.Count == 1 && timeout <= 10 ? 0 : throw new NotSupportedException();
        Assert.True(reader.Wait(TimeSpan.FromSeconds(1)));
        pages.Kernel(0x10).NextPage();
        Assert.True(reader.TryRead(out KTraceEvent? item));
        Assert.Equal(0x10UL, Assert.Single(item.Stack).Address.Value);
    }

    [Fact]
    public void It_does_not_wait_for_ever()
    {
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        new StackPages(_tree.Sources[0]).Event(1).NextPage();
        var time = Stopwatch.StartNew();
        KTraceEvent? item;
        while (!reader.TryRead(out item)) Assert.True(time.Elapsed < TimeSpan.FromSeconds(30));
        Assert.Empty(item.Stack);
        Assert.True(time.ElapsedMilliseconds >= 9);
    }

    [Fact]
    public void What_stands_behind_a_stack_that_does_not_come_is_bounded()
    {
        const int Many = 40_000;
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        var others = new StackPages(_tree.Sources[1]);
        new StackPages(_tree.Sources[0]).Event(-1).NextPage();
        others.Time = 101;
        for (int number = 0; number < Many; number++) others.Event(number, tid: 5, id: 78);
        others.NextPage();
        reader.Drain();
        Assert.True(reader.TryRead(out KTraceEvent? first));
        Assert.Equal(-1L, first.Fields["number"]);
        // it went before all the others were taken
        Assert.False(_tree.Sources[1].IsEmpty);
        int count = 0;
        while (reader.TryRead(out _)) count++;
        Assert.Equal(Many, count);
    }

    /// <summary>Interrupts within interrupts, at any place, on two CPUs, in pages that end anywhere.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_event_gets_its_own_stack(int seed)
    {
        var random = new Random(seed);
        (int Expected, long Number) count = (0, 0);
        StackPages[] pages = [new(_tree.Sources[0]), new(_tree.Sources[1])];
        for (int i = 0; i < 400; i++)
        {
            StackPages cpu = pages[random.Next(2)];
            cpu.Time = Math.Max(pages[0].Time, pages[1].Time);
            Happen(cpu, 0, random.Next(1, 4));
        }

        foreach (StackPages cpu in pages) cpu.NextPage();
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        reader.Drain();
        var seen = new HashSet<long>();
        long last = 0;
        while (reader.TryRead(out KTraceEvent? item))
        {
            Assert.True(item.TimestampNs >= last, "not in the order of time");
            last = item.TimestampNs;
            if (item is UnknownEvent) continue;
            long number = (long)item.Fields["number"]!;
            Assert.Equal((ulong)number, Assert.Single(item.Stack).Address.Value);
            Assert.True(seen.Add(number));
        }

        Assert.Equal(count.Expected, seen.Count);

        void Happen(StackPages cpu, int rank, int tid)
        {
            KTraceContextFlags flags = rank switch { 0 => 0, 1 => KTraceContextFlags.SoftIrq, 2 => KTraceContextFlags.HardIrq, _ => KTraceContextFlags.Nmi };
            long number = ++count.Number;
            bool hasStack = random.Next(3) > 0;
            cpu.Event(number, flags, tid, hasStack ? TickSource.EventId : (ushort)78);
            while (rank < 3 && random.Next(3) == 0) Happen(cpu, random.Next(rank + 1, 4), tid);
            if (!hasStack) return;
            if (random.Next(10) == 0) cpu.NextPage();
            cpu.Kernel((ulong)number, flags, tid);
            count.Expected++;
        }
    }
}
