using KernelTrace.Tracefs;

namespace KernelTrace.Tests.Tracefs;

/// <summary>Names of events: lists of them, one of them, and those like a mistyped one.</summary>
public sealed class NameTests
{
    private static readonly string[] _names =
        ["sched:sched_switch", "sched:sched_waking", "sched:sched_wakeup", "irq:irq_handler_entry", "syscalls:sys_enter_openat"];

    [Fact]
    public void A_list_has_an_event_a_line()
    {
        IReadOnlyList<EventName> names = EventList.Parse("sched:sched_switch\nsched:sched_waking\r\n\n  irq:irq_handler_entry  \n");

        Assert.Equal([new("sched", "sched_switch"), new("sched", "sched_waking"), new EventName("irq", "irq_handler_entry")], names);
        Assert.Same(names[0].System, names[1].System);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("nocolon\n:event\nsystem:\n")]
    public void Lines_that_are_none_are_passed_over(string text) => Assert.Empty(EventList.Parse(text));

    [Fact]
    public void What_stands_behind_a_space_is_left_out() =>
        Assert.Equal([new EventName("xfs", "xfs_read")], EventList.Parse("xfs:xfs_read :mod:xfs\n"));

    [Theory]
    [InlineData("sched:sched_switch", "sched", "sched_switch")]
    [InlineData("sched/sched_switch", "sched", "sched_switch")]
    [InlineData("a:b:c", "a", "b:c")]
    [InlineData("xhci-hcd:x", "xhci-hcd", "x")]
    public void A_name_has_two_parts(string text, string system, string name)
    {
        Assert.True(EventName.TryParse(text, out EventName parsed));
        Assert.Equal(new EventName(system, name), parsed);
        Assert.Equal($"{system}:{name}", parsed.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sched_switch")]
    [InlineData(":x")]
    [InlineData("x:")]
    [InlineData("/")]
    public void Another_text_is_no_name(string text) => Assert.False(EventName.TryParse(text, out _));

    [Theory]
    [InlineData("sched:sched_swich", "sched:sched_switch")]
    [InlineData("sched_swich", "sched:sched_switch")]
    [InlineData("sched/sched_swich", "sched:sched_switch")]
    [InlineData("SCHED_SWITCH", "sched:sched_switch")]
    [InlineData("*openat*", "syscalls:sys_enter_openat")]
    [InlineData("openat", "syscalls:sys_enter_openat")]
    public void A_mistyped_name_finds_the_right_one(string text, string expected) =>
        Assert.Equal(expected, NearNames.Find(text, _names)[0]);

    [Theory]
    [InlineData("")]
    [InlineData("***")]
    [InlineData("completely different")]
    public void Nothing_near_finds_nothing(string text) => Assert.Empty(NearNames.Find(text, _names));

    [Fact]
    public void The_nearest_comes_first_and_no_more_than_asked_for()
    {
        Assert.Equal(["sched:sched_waking", "sched:sched_wakeup"], NearNames.Find("sched_waknig", _names));
        Assert.Single(NearNames.Find("sched_waknig", _names, most: 1));
        Assert.Equal(["a:" + new string('x', 300)], NearNames.Find(new string('x', 299) + "y", ["a:" + new string('x', 300)]));
    }
}
