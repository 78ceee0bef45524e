using System.Globalization;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>The reader on the running kernel: nothing missing, nothing twice, all in order.</summary>
public sealed class ReaderTests
{
    /// <summary>Events of each generator; an emulated machine is given fewer.</summary>
    private static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("PSKT_TEST_EVENTS"), CultureInfo.InvariantCulture, out int count) ? count : 200_000;

    [Fact]
    public void Follows_two_processes_on_two_cpus()
    {
        TracefsRoot root = Live.Require();
        int[] cpus = Live.TwoCpus(root);
        using PrivateSession session = Live.Record(root, new SessionSettings { BufferSize = 64 << 20 });
        using var first = new Generator(cpus[0], Count, "ktgen-a");
        using var second = new Generator(cpus[1], Count, "ktgen-b");
        using TraceReader reader = TraceReader.Open(session.Instance);
        var recorded = new Recorded();
        first.Begin();
        second.Begin();
        recorded.Follow(reader, () => recorded.All.Count >= 2 * Count);
        recorded.Drain(reader);

        Assert.Equal(2 * Count, recorded.Events.Count());
        Assert.Empty(recorded.Lost);
        recorded.IsInTimeOrder();
        recorded.IsComplete(first, cpus[0]);
        recorded.IsComplete(second, cpus[1]);
        Assert.Equal(0, reader.OutOfOrder);
    }

    [Fact]
    public void Drains_what_processes_left_that_have_exited()
    {
        TracefsRoot root = Live.Require();
        int[] cpus = Live.TwoCpus(root);
        using PrivateSession session = Live.Record(root, new SessionSettings { BufferSize = 64 << 20 });
        using var first = new Generator(cpus[0], Count, "ktgen-c");
        using var second = new Generator(cpus[1], Count, "ktgen (d) x");
        first.Begin();
        second.Begin();
        first.WaitUntilDone();
        second.WaitUntilDone();
        first.Exit();
        second.Exit();
        using TraceReader reader = TraceReader.Open(session.Instance);
        var recorded = new Recorded();
        recorded.Drain(reader);

        Assert.Equal(2 * Count, recorded.All.Count);
        recorded.IsInTimeOrder();
        recorded.IsComplete(first, cpus[0]);
        recorded.IsComplete(second, cpus[1]);
    }

    [Theory]
    [InlineData(BufferMode.Overwrite)]
    [InlineData(BufferMode.Discard)]
    public void A_buffer_far_too_small_drained_afterwards_tells_every_loss(BufferMode mode)
    {
        TracefsRoot root = Live.Require();
        int[] cpus = Live.TwoCpus(root);
        using PrivateSession session = Live.Record(root, new SessionSettings { BufferSize = 64 << 10, BufferMode = mode });
        using var first = new Generator(cpus[0], Count, "ktgen-e");
        using var second = new Generator(cpus[1], Count, "ktgen-f");
        Live.Only(session, first, second);
        first.Begin();
        second.Begin();
        first.WaitUntilDone();
        second.WaitUntilDone();
        using TraceReader reader = TraceReader.Open(session.Instance);
        var recorded = new Recorded();
        recorded.Drain(reader);

        Assert.NotEmpty(recorded.Lost);
        Assert.NotEmpty(recorded.Events);
        recorded.IsInTimeOrder();
        recorded.IsComplete(first, cpus[0]);
        recorded.IsComplete(second, cpus[1]);
    }

    [Theory]
    [InlineData(BufferMode.Overwrite)]
    [InlineData(BufferMode.Discard)]
    public void A_buffer_far_too_small_tells_every_loss_while_following(BufferMode mode)
    {
        TracefsRoot root = Live.Require();
        int[] cpus = Live.TwoCpus(root);
        using PrivateSession session = Live.Record(root, new SessionSettings { BufferSize = 32 << 10, BufferMode = mode });
        using var first = new Generator(cpus[0], Count, "ktgen-g", 5000, 3);
        using var second = new Generator(cpus[1], Count, "ktgen-h", 7000, 2);
        Live.Only(session, first, second);
        using TraceReader reader = TraceReader.Open(session.Instance);
        var recorded = new Recorded();
        first.Begin();
        second.Begin();
        var done = Task.Run(() =>
        {
            first.WaitUntilDone();
            second.WaitUntilDone();
        }, TestContext.Current.CancellationToken);
        while (!done.IsCompleted)
        {
            recorded.ReadReady(reader);
            Thread.Sleep(5); // a reader too slow for the buffer
        }

        recorded.Drain(reader);
        Assert.NotEmpty(recorded.Lost);
        Assert.NotEmpty(recorded.Events);
        // discard mode leaves no mark in the buffer: where the reader is interrupted at the wrong moment, a gap is told early
        int misplaced = mode == BufferMode.Discard ? 2 + recorded.Lost.Count() / 2 : 0;
        recorded.IsComplete(first, cpus[0], misplaced);
        recorded.IsComplete(second, cpus[1], misplaced);
    }

    [Fact]
    public void Losses_are_counted_where_the_kernel_has_no_room_to_tell_their_number()
    {
        TracefsRoot root = Live.Require();
        using var generator = new Generator(Live.TwoCpus(root)[0], Count, "ktgen-n", 5000, 3, first: 0);
        using PrivateSession session = PrivateSession.Create(root, new SessionSettings { BufferSize = 32 << 10, ProcessIds = [generator.Pid] });
        Assert.Empty(EventSwitch.Enable(session.Instance, [new EventName("syscalls", "sys_enter_getppid")], null));
        using TraceReader reader = TraceReader.Open(session.Instance);
        var recorded = new Recorded();
        generator.Begin();
        var done = Task.Run(generator.WaitUntilDone, TestContext.Current.CancellationToken);
        while (!done.IsCompleted)
        {
            recorded.ReadReady(reader);
            Thread.Sleep(5); // a reader too slow for the buffer
        }

        recorded.Drain(reader);
        Assert.NotEmpty(recorded.Lost);
        Assert.All(recorded.Lost, lost => Assert.NotNull(lost.Count));
        Assert.Equal(Count, recorded.Events.Count() + recorded.Lost.Sum(lost => lost.Count));
    }

    [Fact]
    public void What_an_interrupted_reading_took_and_did_not_give_is_there_for_the_next()
    {
        TracefsRoot root = Live.Require();
        int[] cpus = Live.TwoCpus(root);
        using PrivateSession session = Live.Record(root, new SessionSettings { BufferSize = 64 << 20 });
        using var generator = new Generator(cpus[0], 1000, "ktgen-i");
        generator.Begin();
        generator.WaitUntilDone();
        var recorded = new Recorded();
        using (TraceReader reader = TraceReader.Open(session.Instance))
        {
            reader.Drain();
            for (int i = 0; i < 333; i++)
            {
                Assert.True(reader.TryRead(out var item));
                recorded.All.Add(item);
            }
        }

        using (TraceReader reader = TraceReader.Open(session.Instance)) recorded.Drain(reader);
        Assert.Equal(1000, recorded.All.Count);
        recorded.IsComplete(generator, cpus[0]);
    }
}
