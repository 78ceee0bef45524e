using KernelTrace.Formats.Records;
using KernelTrace.Reading;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

/// <summary>The stacks that the kernel records behind an event are the event's own.</summary>
public sealed class StackTests : IDisposable
{
    private const KTraceContextFlags Irq = KTraceContextFlags.HardIrq, SoftIrq = KTraceContextFlags.SoftIrq;

    /// <summary>An event that has a trigger, and one that has none.</summary>
    private const ushort Plain = 78;

    private readonly TraceTree _tree = new(cpus: 2);
    private readonly StackPages _first, _second;

    public StackTests()
    {
        _tree.Set("set_event", "test:tick\n");
        _tree.Set("events/test/tick/trigger", "stacktrace:unlimited\n");
        _first = new StackPages(_tree.Sources[0]);
        _second = new StackPages(_tree.Sources[1]);
    }

    public void Dispose()
    {
        KeptStreams.Forget(_tree.Instance);
        _tree.Dispose();
        Assert.All(_tree.Kernel.Descriptors, descriptor => Assert.True(descriptor.IsClosed));
    }

    [Fact]
    public void A_stack_behind_its_event_is_its_own_whatever_its_length()
    {
        _first.Event(1).Kernel(0x10).Event(2).Kernel(0x20, depth: 40).NextPage();
        List<KTraceEvent> events = Read();
        Assert.Equal(["1: 10", "2: 20"], events.Select(Short));
        Assert.Equal([1, 40], events.Select(item => item.Stack.Count));
    }

    [Fact]
    public void A_stack_in_the_next_page_is_too() =>
        Assert.Equal(["1: 10", "2: 20"], Read(_first.Event(1).NextPage().Kernel(0x10).Event(2).NextPage().Kernel(0x20)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_an_interrupt_does_between_does_not_part_them(bool hasStack)
    {
        _first.Event(1).Event(2, SoftIrq, id: hasStack ? TickSource.EventId : Plain).Event(3, Irq);
        _first.Kernel(0x30, Irq);
        if (hasStack) _first.Kernel(0x20, SoftIrq);
        _first.Kernel(0x10).Event(4).Kernel(0x40);
        Assert.Equal(["1: 10", hasStack ? "2: 20" : "78", "3: 30", "4: 40"], Read(_first));
    }

    /// <summary>A trigger may have a condition, or a count that is used up.</summary>
    [Fact]
    public void An_event_whose_stack_was_not_recorded_has_none()
    {
        _first.Event(1).Event(2).Kernel(0x20).Event(3, tid: 9).Event(4).Kernel(0x40).Event(5);
        Assert.Equal(["1", "2: 20", "3", "4: 40", "5"], Read(_first));
    }

    [Fact]
    public void The_stack_of_an_interrupt_that_is_over_is_not_waited_for()
    {
        _first.Event(1, Irq).Event(2).Event(3, Irq).Kernel(0x30, Irq).Kernel(0x20);
        Assert.Equal(["1", "2: 20", "3: 30"], Read(_first));
    }

    [Fact]
    public void Events_of_other_CPUs_stay_in_their_place()
    {
        (_first.Time, _second.Time) = (100, 101);
        _first.Event(1);
        _second.Event(2, tid: 5).Kernel(0x20, tid: 5).Event(3, tid: 5);
        _first.Time = 200;
        _first.Kernel(0x10).Event(4).NextPage();
        Assert.Equal(["1: 10", "2: 20", "3", "4"], Read(_second));
    }

    [Fact]
    public void Unwanted_events_take_their_stacks_with_them()
    {
        _first.Event(1).Kernel(0x10).Event(2, id: Plain).Kernel(0x99, Irq).NextPage();
        _tree.Set("set_event", "test:tick\ntest:plain\n");
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        reader.Narrow([Plain]);
        Assert.Equal(["78"], Read(reader).Select(Short));
        _first.Event(3).Kernel(0x30).Event(4, id: Plain).Kernel(0x40).NextPage();
        reader.Narrow([TickSource.EventId]);
        Assert.Equal(["3: 30"], Read(reader).Select(Short));
        Assert.Equal(2, reader.EventsRead);
    }

    [Fact]
    public void A_session_of_options_records_both_stacks_with_every_event()
    {
        _tree.Set("options/stacktrace", "1\n");
        _tree.Set("options/userstacktrace", "1\n");
        _first.Event(1).Kernel(0x10).User(0x11).Event(2, id: Plain).Event(3, Irq).Kernel(0x30, Irq).User(0x31, Irq)
            .Kernel(0x20).User(0x21);
        Assert.Equal(["1: 10 u11", "78: 20 u21", "3: 30 u31"], Read(_first));
    }

    [Fact]
    public void A_trigger_comes_behind_the_stack_of_the_process()
    {
        _tree.Set("options/userstacktrace", "1\n");
        Assert.Equal(["1: 10 u11", "78: u21"], Read(_first.Event(1).User(0x11).Kernel(0x10).Event(2, id: Plain).User(0x21)));
    }

    /// <summary>A page of the process's stack may not be there: the fault is an event in the middle of the walk.</summary>
    [Fact]
    public void A_page_fault_within_the_walk_of_a_process_does_not_take_its_stack()
    {
        _tree.Set("options/stacktrace", "1\n");
        _tree.Set("options/userstacktrace", "1\n");
        _first.Event(1).Kernel(0x10).Event(2, id: Plain).Kernel(0x20).User(0x11).Event(3).Kernel(0x30).User(0x31);
        Assert.Equal(["1: 10 u11", "78: 20", "3: 30 u31"], Read(_first));
    }

    [Fact]
    public void A_stack_whose_event_was_lost_is_an_event_of_its_own()
    {
        _tree.Stats[0] = _tree.Stats[0] with { Overrun = 5 };
        _first.Event(1).NextPage(lost: 5).Kernel(0x99).Event(2).Kernel(0x20);
        Assert.Equal(["1", "lost 5", "kernel_stack: 99", "2: 20"], Read(_first));
    }

    [Fact]
    public void The_stacks_of_threads_that_are_left_out_are_left_out()
    {
        _tree.Set("set_event_pid", "1\n2\n");
        _tree.Set("set_event_notrace_pid", "2\n");
        _first.Kernel(0x99, tid: 3).Event(1).Kernel(0x10).Kernel(0x98, tid: 2).Kernel(0x97);
        Assert.Equal(["1: 10", "kernel_stack: 97"], Read(_first));
    }

    [Fact]
    public void An_event_whose_format_cannot_be_read_is_shown_all_the_same()
    {
        _tree.Set("options/userstacktrace", "1\n");
        _tree.Kernel[_tree.Root.Path + "/events/test/tick/format"] = new FakeFile("no format");
        Assert.Equal(["77: u11", "77: u21"], Read(_first.Event(1).User(0x11).Event(2).User(0x21)));
    }

    [Fact]
    public void Stacks_that_are_asked_for_later_are_found()
    {
        _tree.Set("events/test/tick/trigger", "# Available triggers:\n");
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        _first.Event(1).Event(2).Kernel(0x20).Event(3).Kernel(0x30).Event(4).User(0x41).Event(5).Kernel(0x50).User(0x51).NextPage();
        // the first of a kind shows that there are stacks, the second belongs
        Assert.Equal(["1", "2", "kernel_stack: 20", "3", "kernel_stack: 30", "4", "user_stack: u41", "5: 50 u51"], Read(reader).Select(Short));
    }

    [Fact]
    public void What_waited_when_a_reading_ended_is_the_next_readers()
    {
        (_first.Time, _second.Time) = (100, 101);
        _first.Event(1);
        _second.Event(2, tid: 5).Kernel(0x20, tid: 5).Event(3, tid: 5).Kernel(0x30, tid: 5).NextPage();
        _first.Time = 200;
        _first.Kernel(0x10).Event(4).Kernel(0x40).NextPage();
        using (TraceReader reader = TraceReader.Open(_tree.Instance))
        {
            reader.Narrow([Plain + 1, TickSource.EventId]);
            reader.Drain();
            Assert.True(reader.TryRead(out KTraceEvent? item));
            Assert.Equal("1: 10", Short(item));
        }

        // whether or not stacks are recorded any more
        _tree.Set("events/test/tick/trigger", "");
        using TraceReader next = TraceReader.Open(_tree.Instance);
        Assert.Equal(["2: 20", "3: 30", "4"], Read(next).Select(Short).Where(text => !text.StartsWith("kernel", StringComparison.Ordinal)));
    }

    private IEnumerable<string> Read(StackPages pages)
    {
        pages.NextPage();
        return Read().Select(Short);
    }

    private List<KTraceEvent> Read()
    {
        using TraceReader reader = TraceReader.Open(_tree.Instance);
        return Read(reader);
    }

    private static List<KTraceEvent> Read(TraceReader reader)
    {
        var items = new List<KTraceEvent>();
        reader.Drain();
        while (reader.TryRead(out KTraceEvent? item)) items.Add(item);
        return items;
    }

    /// <summary>The number and the first frames of an event: <c>1: 10 u11</c>.</summary>
    private static string Short(KTraceEvent item)
    {
        string name = item is KTraceLostEvents lost ? $"lost {lost.Count}"
            : item.Fields.Contains("number") ? $"{item.Fields["number"]}"
            : item.Event[(item.Event.IndexOf(':', StringComparison.Ordinal) + 1)..];
        IEnumerable<string> frames = item.Stack.Take(2).DistinctBy(frame => frame.Address)
            .Select(frame => (frame.IsUser ? "u" : "") + frame.Address.ToString("x", null));
        return item.Stack.Count == 0 ? name : $"{name}: {string.Join(' ', frames)}";
    }
}
