using KernelTrace.Sessions;

namespace KernelTrace.Tests.Sessions;

public sealed class KernelErrorLogTests
{
    private const string Log = """
        [   60.100000] event filter parse error: error: Field not found
          Command: nosuch == 1
                   ^
        [  321.500000] event filter parse error: error: Invalid operator
          Command: flags & 0x40 && mode ~~ 1
                                       ^
        [  400.000000] trace_kprobe: error: Failed to register probe event
          Command: p:x/y nosuch_function
                         ^
        [  401.000000] hist:sched:sched_switch: error: Couldn't find field
          Command: keys=nosuch
                        ^

        """;

    [Fact]
    public void An_entry_is_found_among_those_of_other_commands()
    {
        Assert.Equal("Invalid operator\n  flags & 0x40 && mode ~~ 1\n                      ^",
            KernelErrorLog.Find(Log, "flags & 0x40 && mode ~~ 1")?.ToString());
        Assert.Equal("Field not found\n  nosuch == 1\n  ^", KernelErrorLog.Find(Log, "nosuch == 1")?.ToString());
    }

    [Theory]
    [InlineData("flags & 0x40 && mode ~~ 1", "~~")]
    [InlineData("p:x/y nosuch_function", "nosuch")]
    [InlineData("keys=nosuch", "nosuch")]
    public void The_caret_stands_under_the_users_own_text(string command, string at)
    {
        string[] lines = KernelErrorLog.Find(Log, command)!.ToString().Split('\n');

        Assert.Equal("  " + command, lines[1]);
        int shift = at == "~~" ? -1 : 0; // the kernel points at the space before the operator
        Assert.Equal(lines[1].IndexOf(at, StringComparison.Ordinal) + shift, lines[2].IndexOf('^', StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_entry_on_a_command_counts()
    {
        string log = Log + "[  500.000000] event filter parse error: error: Something else\n  Command: nosuch == 1\n             ^\n";

        Assert.StartsWith("Something else\n", KernelErrorLog.Find(log, "nosuch == 1")?.ToString());
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("")]
    public void Another_command_has_none(string command) => Assert.Null(KernelErrorLog.Find(Log, command));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("  Command: nosuch == 1")]
    public void A_log_of_another_form_has_none(string log) => Assert.Null(KernelErrorLog.Find(log, "nosuch == 1"));

    [Fact]
    public void An_entry_without_a_caret_and_words_without_the_usual_form_are_taken_as_they_are() =>
        Assert.Equal("it went wrong\n  x", KernelErrorLog.Find("[ 1.0] it went wrong\n  Command: x\n", "x")?.ToString());

    [Fact]
    public void Blanks_around_the_command_do_not_matter() =>
        Assert.NotNull(KernelErrorLog.Find(Log, "  keys=nosuch\n"));
}
