using KernelTrace.Formats.Events;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Events;

/// <summary>What is wrong with a text, and where.</summary>
public class EventFormatParserErrorTests
{
    [Theory]
    [InlineData("ID: 372", "ID: many", 2, "ID is 'many', not a number")]
    [InlineData("ID: 372", "ID: -1", 2, "ID is '-1', not a number")]
    [InlineData("ID: 372", "ID: 99999999999", 2, "ID is '99999999999', not a number")]
    [InlineData("ID: 372", "ID:", 2, "ID is '', not a number")]
    [InlineData("offset:24;", "offset:x;", 10, "offset is 'x', not a number")]
    [InlineData("offset:24;", "offset:-4;", 10, "offset is '-4', not a number")]
    [InlineData("offset:24;", "offset:16777217;", 10, "offset is '16777217', not a number")]
    [InlineData("offset:24;", "offset:4294967296;", 10, "offset is '4294967296', not a number")]
    [InlineData("offset:24;", "", 10, "a field needs its declaration, offset and size")]
    [InlineData("offset:24;\tsize:4;", "offset:24;", 10, "a field needs its declaration, offset and size")]
    [InlineData("offset:24;\tsize:4;", "offset:24;\tsize:;", 10, "size is '', not a number")]
    [InlineData("offset:24;\tsize:4;\tsigned:1;", "offset:24;\tsize:4;\tsigned:yes;", 10, "signed is 'yes', not a number")]
    [InlineData("offset:24;\tsize:4;\tsigned:1;", "offset:24;\tsize:4;\tsigned:1", 10, "'signed:1' does not end in a semicolon")]
    [InlineData("pid_t prev_pid;", ";", 10, "a field needs its declaration, offset and size")]
    public void An_error_names_its_line(string good, string bad, int line, string reason)
    {
        FormatParseException error = Error(Samples.SchedSwitch.Replace(good, bad, StringComparison.Ordinal));

        Assert.Equal(line, error.Line);
        Assert.StartsWith($"format of sched:sched_switch, line {line}: {reason}", error.Message);
    }

    [Theory]
    [InlineData("int *")]
    [InlineData("[4]")]
    public void A_declaration_without_a_name_is_named_with_its_line(string declaration)
    {
        FormatParseException error = Error(Samples.SchedSwitch.Replace("pid_t prev_pid", declaration, StringComparison.Ordinal));

        Assert.Equal($"format of sched:sched_switch, line 10: the declaration '{declaration}' names no field", error.Message);
    }

    [Fact]
    public void Fields_without_end_are_refused()
    {
        string field = FormatText.Field("int a", 8, 4);

        Assert.Equal(1024, EventFormatParser.Parse("x", "name: x\nID: 1\n" + Repeat(field, 1024)).Fields.Count);
        Assert.Equal(1027, Error("name: x\nID: 1\n" + Repeat(field, 100_000)).Line);

        static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("ID: 3\nformat:\n")]
    [InlineData("name:\nID: 3\nformat:\n")]
    [InlineData("print fmt: \"name: x\"\nname: x\nID: 3")]
    public void A_text_without_a_name(string text)
    {
        FormatParseException error = Error(text);

        Assert.Equal(0, error.Line);
        Assert.EndsWith("there is no line 'name:'", error.Message);
    }

    [Theory]
    [InlineData("name: x\nformat:\n")]
    [InlineData("name: x\nID: 65536\n")]
    public void A_text_without_a_number_that_records_can_carry(string text) =>
        Assert.Equal("format of sched:x: there is no 'ID:' between 0 and 65535", Error(text).Message);

    [Fact]
    public void The_largest_number_is_good() =>
        Assert.Equal(65535, EventFormatParser.Parse("x", "name: x\nID: 65535").Id);

    [Fact]
    public void An_error_before_the_name_names_the_system() =>
        Assert.StartsWith("format of an event of sched, line 1: ID is 'x'", Error("ID: x\nname: y").Message);

    private static FormatParseException Error(string text) =>
        Assert.Throws<FormatParseException>(() => EventFormatParser.Parse("sched", text));
}
