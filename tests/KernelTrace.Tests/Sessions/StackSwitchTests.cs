using KernelTrace.Interop;
using KernelTrace.Sessions;
using KernelTrace.Tests.Support;
using KernelTrace.Tracefs;

namespace KernelTrace.Tests.Sessions;

/// <summary>Stacks of single events are switched by triggers, those of a session by options.</summary>
public sealed class StackSwitchTests : IDisposable
{
    private static readonly EventName _tick = new("test", "tick");

    private readonly TraceTree _tree = new(cpus: 1);

    public StackSwitchTests()
    {
        _tree.Set("set_event", "test:tick\n");
        foreach (string file in new[] { "enable", "filter", "trigger" }) _tree.Set("events/test/tick/" + file, "none\n");
    }

    private FakeFile Trigger => _tree.File("events/test/tick/trigger");

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void A_stack_comes_with_an_event_and_its_filter()
    {
        Assert.Empty(EventSwitch.Enable(_tree.Instance, [_tick], "number > 3", stackTrace: true));
        Assert.Equal(["stacktrace if number > 3"], Trigger.Writes);
        Assert.Equal(["1"], _tree.File("events/test/tick/enable").Writes);
        // a write that truncates takes away the triggers of others
        Assert.All(Trigger.Opened, flags => Assert.Equal(0, flags & Libc.O_TRUNC));
    }

    [Theory]
    [InlineData("stacktrace:unlimited\n")]
    [InlineData("traceon:unlimited\nstacktrace:5 if number > 3\n")]
    [InlineData("stacktrace\n")]
    public void Enabling_anew_and_disabling_take_it_away(string text)
    {
        Trigger.Content = () => System.Text.Encoding.UTF8.GetBytes(text);
        Assert.True(new KTracepoint(_tree.Instance, _tick, true).StackTrace);
        Assert.Empty(EventSwitch.Enable(_tree.Instance, [_tick], null));
        Assert.Empty(EventSwitch.Enable(_tree.Instance, [_tick], null, stackTrace: true));
        Assert.Empty(EventSwitch.Disable(_tree.Instance, [_tick]));
        Assert.Equal(["!stacktrace", "!stacktrace", "stacktrace", "!stacktrace"], Trigger.Writes);
    }

    [Theory]
    [InlineData("# Available triggers:\n# traceon traceoff stacktrace\n")]
    [InlineData("traceoff:unlimited if a == \"stacktrace\"\n")]
    [InlineData("stacktraces\n")]
    public void Triggers_of_others_are_left_alone(string text)
    {
        Trigger.Content = () => System.Text.Encoding.UTF8.GetBytes(text);
        EventSwitch.Enable(_tree.Instance, [_tick], null);
        EventSwitch.Disable(_tree.Instance, [_tick]);
        Assert.Empty(Trigger.Writes);
        Assert.False(new KTracepoint(_tree.Instance, _tick, true).StackTrace);
    }

    [Fact]
    public void An_event_whose_stack_is_refused_is_not_enabled()
    {
        Trigger.Errors.Enqueue(-Errno.ENOMEM); // the look at what is set
        Trigger.Errors.Enqueue(-Errno.EINVAL);
        (EventName name, KernelException error) = Assert.Single(EventSwitch.Enable(_tree.Instance, [_tick], null, stackTrace: true));
        Assert.Equal(_tick, name);
        Assert.Equal("record stacks of test:tick: Invalid argument (EINVAL)", error.Message);
        Assert.Equal(["1", "0"], _tree.File("events/test/tick/enable").Writes);
    }

    /// <summary>A trigger would give each event a second one.</summary>
    [Fact]
    public void Where_all_events_have_a_stack_there_is_no_trigger()
    {
        _tree.Set("options/stacktrace", "1\n");
        Assert.Empty(EventSwitch.Enable(_tree.Instance, [_tick], null, stackTrace: true));
        Assert.Empty(Trigger.Writes);
        Assert.True(new KTracepoint(_tree.Instance, _tick, true).StackTrace);
    }
}
