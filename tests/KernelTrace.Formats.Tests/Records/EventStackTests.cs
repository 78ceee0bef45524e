using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Records;

/// <summary>The stack of an event, and how its frames read.</summary>
public sealed class EventStackTests
{
    private readonly Facts _facts = new();
    private EventFormat _format = EventFormatParser.Parse("sched", Samples.SchedWakeup);

    [Fact]
    public void Frames_are_of_the_kernel_first_and_then_of_the_process()
    {
        KTraceEvent item = Decode([0x1010, 0x9999], [0x5020], 7);
        Assert.Equal([(0x1010UL, false), (0x9999UL, false), (0x5020UL, true)],
            item.Stack.Select(frame => (frame.Address.Value, frame.IsUser)));
        Assert.Equal(("vfs_read", 0x10UL, 0x2b0UL, "ext4"),
            (item.Stack[0].Symbol, item.Stack[0].Offset, item.Stack[0].Size, item.Stack[0].Module));
        Assert.Equal(["vfs_read+0x10/0x2b0 [ext4]", "0x9999", "main+0x20/0x40 [/bin/cat]"], item.Stack.Select(frame => frame.ToString()));
        Assert.Null(item.Stack[1].Symbol);
        Assert.DoesNotContain('\n', item.ToString());
    }

    [Fact]
    public void Names_are_looked_up_when_they_are_asked_for_and_once()
    {
        KTraceEvent item = Decode([0x1010], [], 0);
        Assert.Equal((1, 0), (item.Stack.Count, _facts.Asked));
        Assert.Same(item.Stack[0], item.Stack[0]);
        Assert.Equal(1, _facts.Asked);
    }

    /// <summary>The process may be gone when its names are needed.</summary>
    [Fact]
    public void The_code_of_a_process_is_looked_at_at_once()
    {
        KTraceEvent item = Decode([], [0x5020], 7);
        Assert.Equal([7], _facts.Maps);
        _facts.IsGone = true;
        Assert.Equal("main+0x20/0x40 [/bin/cat]", item.Stack[0].ToString());
        Assert.Equal("0x5020", Decode([], [0x5020], 7).Stack[0].ToString());
    }

    [Fact]
    public void A_file_without_a_symbol_there_reads_as_the_kernel_prints_it()
    {
        KTraceStackFrame frame = Assert.Single(Decode([], [0x7004], 7).Stack);
        Assert.Equal((null, 0x1004UL, "/lib/x.so"), (frame.Symbol, frame.Offset, frame.Module));
        Assert.Equal("/lib/x.so[+0x1004]", frame.ToString());
    }

    [Fact]
    public void Code_that_ftrace_made_has_the_kernels_name()
        => Assert.Equal("[FTRACE TRAMPOLINE]", Decode([int.MaxValue], [], 0).Stack[0].ToString());

    [Fact]
    public void An_event_without_a_stack_has_none()
    {
        Assert.Empty(Decoder().Decode(Record(), 0, 0).Stack);
        Assert.Empty(Decode([], [], 0).Stack);
        Assert.Empty(_facts.Maps);
    }

    [Fact]
    public void A_stack_that_is_an_event_of_its_own_has_itself()
    {
        _format = Stacks.Kernel;
        KTraceEvent kernel = Decoder().Decode(Stacks.Record(FormatText.Id, 2, 0x1010, 0x1020), 0, 0);
        Assert.Equal(["vfs_read+0x10/0x2b0 [ext4]", "vfs_read+0x20/0x2b0 [ext4]"], kernel.Stack.Select(frame => frame.ToString()));
        Assert.Equal("ftrace:kernel_stack", kernel.Event);
        _format = Stacks.User;
        KTraceEvent user = Decoder().Decode(Stacks.Record(FormatText.Id, 7, 0x5020, 0, 0, 0, 0, 0, 0, 0), 0, 0);
        Assert.Equal("main+0x20/0x40 [/bin/cat]", Assert.Single(user.Stack).ToString());
    }

    private KTraceEvent Decode(ulong[] kernel, ulong[] user, int pid)
    {
        EventDecoder decoder = Decoder();
        return decoder.Decode(Record(), 0, 0, decoder.Stack(kernel, user, pid));
    }

    private byte[] Record() => Decoding.Record(_format.FixedSize);

    private EventDecoder Decoder() => new("session", Decoding.Clock, _format.Common, new Tasks(), _ => _format, _facts);

    private sealed class Facts : KernelFacts, ICodeMap
    {
        public int Asked { get; private set; }

        public List<int> Maps { get; } = [];

        public bool IsGone { get; set; }

        public override bool TryFindSymbol(ulong address, out KernelSymbol symbol)
        {
            Asked++;
            symbol = new KernelSymbol("vfs_read", 0x1000, 0x2b0, "ext4");
            return address is >= 0x1000 and < 0x12b0;
        }

        public override ICodeMap? MapOf(int pid)
        {
            Maps.Add(pid);
            return IsGone ? null : this;
        }

        public bool TryFind(ulong address, out KernelSymbol symbol)
        {
            symbol = address < 0x6000 ? new KernelSymbol("main", 0x5000, 0x40, "/bin/cat") : new KernelSymbol("", 0x6000, 0, "/lib/x.so");
            return true;
        }
    }
}
