using KernelTrace.Formats.Events;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Events;

public class EventFormatParserTests
{
    [Fact]
    public void Sched_switch()
    {
        EventFormat format = EventFormatParser.Parse("sched", Samples.SchedSwitch);

        Assert.Equal(("sched", "sched_switch", "sched:sched_switch", 372), (format.System, format.Name, format.FullName, format.Id));
        Assert.Equal("sched:sched_switch", format.ToString());
        Assert.Equal("\"prev_comm=%s prev_pid=%d\", REC->prev_comm, REC->prev_pid", format.PrintFormat);
        Assert.Equal(["common_type", "common_flags", "common_preempt_count", "common_pid"], Names(format.CommonFields));
        Assert.Equal(["prev_comm", "prev_pid", "prev_prio", "prev_state", "next_comm", "next_pid", "next_prio"],
            Names(format.Fields));
        Assert.Equal([8, 24, 28, 32, 40, 56, 60], format.Fields.Select(field => field.Offset));
        Assert.Equal([16, 4, 4, 8, 16, 4, 4], format.Fields.Select(field => field.Size));
        Assert.Equal([false, true, true, true, false, true, true], format.Fields.Select(field => field.Signed));
        Assert.Equal(["char[16]", "pid_t", "int", "long", "char[16]", "pid_t", "int"], format.Fields.Select(field => field.Type));
        Assert.Equal([typeof(string), typeof(int), typeof(int), typeof(long), typeof(string), typeof(int), typeof(int)],
            format.Fields.Select(field => field.ClrType));
        Assert.Equal(64, format.FixedSize);
        Assert.False(format.IsVariable);
        Assert.Equal(new CommonLayout(0, 2, 3, 4), format.Common);
    }

    [Fact]
    public void A_dynamic_field_makes_the_record_variable()
    {
        EventFormat format = EventFormatParser.Parse("sched", Samples.ProcessExec);

        Assert.True(format.IsVariable);
        Assert.Equal(20, format.FixedSize);
        Assert.True(EventFormatParser.Parse("ftrace", Samples.Print).IsVariable);
    }

    [Theory]
    [InlineData("kernel_stack")]
    [InlineData("user_stack")]
    public void A_stack_goes_on_to_the_end_of_the_record(string name)
    {
        EventFormat format = EventFormatParser.Parse("ftrace",
            Samples.KernelStack.Replace("kernel_stack", name, StringComparison.Ordinal));

        Assert.Equal(FieldLocation.Tail, format.Fields[1].Location);
        Assert.Equal(FieldLocation.Fixed, EventFormatParser.Parse("other", Samples.KernelStack).Fields[1].Location);
    }

    [Fact]
    public void Common_fields_of_a_realtime_kernel()
    {
        string common = FormatText.Common
            + FormatText.Field("unsigned char common_migrate_disable", 8, 1)
            + FormatText.Field("unsigned char common_preempt_lazy_count", 9, 1);
        EventFormat format = EventFormatParser.Parse("x", FormatText.With(common, "rt", "\"\"",
            FormatText.Field("int a", 12, 4, signed: true)));

        Assert.Equal(6, format.CommonFields.Count);
        Assert.Equal("a", Assert.Single(format.Fields).Name);
        Assert.Equal(new CommonLayout(0, 2, 3, 4), format.Common);
        Assert.Equal(16, format.FixedSize);
    }

    [Fact]
    public void A_common_name_among_the_own_fields_is_an_own_field()
    {
        EventFormat format = FormatText.Parse("x", "late",
            FormatText.Field("int a", 8, 4), FormatText.Field("int common_b", 12, 4));

        Assert.Equal(["a", "common_b"], Names(format.Fields));
    }

    [Fact]
    public void Unknown_keys_and_lines_are_passed_over()
    {
        string text = Samples.SchedSwitch
            .Replace("ID: 372\n", "ID: 372\nflavour: sweet\n", StringComparison.Ordinal)
            .Replace("\tsigned:1;", "\tsigned:1;\tcolour:blue;\t;", StringComparison.Ordinal);

        Assert.Equal(7, EventFormatParser.Parse("sched", text).Fields.Count);
    }

    [Fact]
    public void The_print_format_goes_on_to_the_end()
    {
        EventFormat format = EventFormatParser.Parse("x", FormatText.Of("lines",
            "\"a\",\n\tfield:no field;\nID: none"));

        Assert.Equal("\"a\",\n\tfield:no field;\nID: none", format.PrintFormat);
        Assert.Empty(format.Fields);
    }

    [Fact]
    public void Print_format_and_fields_may_be_missing()
    {
        EventFormat format = EventFormatParser.Parse("x", "name: bare\nID: 0");

        Assert.Equal("", format.PrintFormat);
        Assert.Empty(format.Fields);
        Assert.Equal(new CommonLayout(0, -1, -1, -1), format.Common);
    }

    [Fact]
    public void Line_ends_may_be_of_two_characters()
    {
        EventFormat format = EventFormatParser.Parse("sched", Samples.SchedSwitch.ReplaceLineEndings("\r\n"));

        Assert.Equal("sched_switch", format.Name);
        Assert.Equal(7, format.Fields.Count);
        Assert.EndsWith("REC->prev_pid", format.PrintFormat);
    }

    [Fact]
    public void Nothing_is_not_a_text()
    {
        Assert.Throws<ArgumentNullException>(() => EventFormatParser.Parse("x", null!));
        Assert.Throws<ArgumentNullException>(() => EventFormatParser.Parse(null!, ""));
    }

    private static IEnumerable<string> Names(IEnumerable<FieldFormat> fields) => fields.Select(field => field.Name);
}
