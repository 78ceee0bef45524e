using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Tests.PrintFormats;

/// <summary>What cannot be read says where, and the fields are shown instead.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("\"%d\", REC->", 12, "a name is expected before 'the end'")]
    [InlineData("\"%d\", REC->nothing", 10, "the event has no field 'nothing'")]
    [InlineData("\"%d\", 1 +", 10, "the text ends where a value is expected")]
    [InlineData("\"%d\", (1", 9, "')' is expected before 'the end'")]
    [InlineData("\"%d", 1, "this string does not end")]
    [InlineData("REC->u8", 1, "a string is expected here")]
    [InlineData("\"%d\"", 5, "the format has more conversions than there are arguments")]
    [InlineData("\"%d\", UNKNOWN", 7, "nothing is known of the name UNKNOWN")]
    [InlineData("\"%d\", 08", 7, "'08' is no number of at most 64 bits")]
    [InlineData("\"%s\", __print_symbolic(1, { 1 })", 27, "a pair { value, \"name\" } is expected here")]
    [InlineData("\"%d\", sizeof(struct nothing)", 7, "the size of struct nothing is not known")]
    [InlineData("\"a\"\n\"b%d\",\n  REC->nothing", 6, "the event has no field 'nothing'", 3)]
    public void An_error_has_its_line_and_column(string print, int column, string reason, int line = 1)
    {
        PrintFormatException error = Assert.IsType<PrintFormatException>(Words.Printer(print).Error);

        Assert.Equal($"print fmt, line {line}, column {column}: {reason}", error.Message);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void The_fields_stand_for_words_that_cannot_be_made_and_the_unknown_function_is_named()
    {
        EventPrinter printer = Words.Printer("\"%s\", no_such_function(REC->u8)");

        Assert.Equal("no_such_function", printer.Error?.UnknownFunction);
        string words = printer.Print(Words.Record());
        Assert.StartsWith("u8=200 s8=-5 u16=48879 s32=-7 ", words);
        Assert.EndsWith(" (its words call no_such_function(), which is not known here)", words);
    }

    [Fact]
    public void A_variable_that_is_not_to_be_had_leaves_one_place_open()
    {
        EventPrinter printer = new(Words.Format("\"page=%p u8=%u\", (((struct page *)vmemmap_base) + REC->u8), REC->u8"), KernelTrace.Formats.Symbols.KernelFacts.None);

        Assert.Null(printer.Error);
        Assert.Equal("page=? u8=200", printer.Print(Words.Record()));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("(u8)(", ")")]
    [InlineData("(typeof(", "x)")]
    [InlineData("~", "")]
    [InlineData("f({", "})")]
    [InlineData("({ ", "; })")]
    [InlineData("1 ? 1 : ", "")]
    [InlineData("1 + ", "")]
    public void Nesting_without_end_is_an_error(string open, string close)
    {
        string deep = string.Concat(Enumerable.Repeat(open, 20_000)) + "1" + string.Concat(Enumerable.Repeat(close, 20_000));

        Assert.NotNull(Words.Printer($"\"%d\", {deep}").Error);
    }

    [Fact]
    public void A_width_does_not_take_memory_without_bound() =>
        Assert.InRange(Words.Of("\"%*d%2147483647d%.2147483647d\", 2147483647, 1, 2, 3").Length, 3, 5 * 8192);

    [Fact]
    public void What_is_cut_away_counts_as_written()
    {
        string print = "\"" + string.Concat(Enumerable.Repeat("%.0s", 20_000)) + "\"" + string.Concat(Enumerable.Repeat(", __print_hex(REC->bytes, 16)", 20_000));
        EventPrinter printer = Words.Printer(print);
        // with a field of 60,000 bytes it would take seconds; the 47 characters of each of these come to a million
        Assert.Equal("", printer.Print(Words.Record()));
    }

    [Fact]
    public void A_chain_that_the_kernel_could_have_is_no_error() =>
        Assert.Equal("200", Words.Value(string.Join(" + ", Enumerable.Repeat("1", 200))));

    [Fact]
    public void Words_asked_for_by_several_threads_do_not_mix()
    {
        EventPrinter printer = Words.Printer("\"%s %s %lu\", __get_str(text), REC->name, REC->u64");
        byte[] record = Words.Record();
        string expected = printer.Print(record);

        Parallel.For(0, 2000, _ => Assert.Equal(expected, printer.Print(record)));
    }

    [Fact]
    public void An_empty_print_fmt_shows_the_fields()
    {
        EventPrinter printer = new(FormatText.Parse("test", "empty", FormatText.Field("int x", 8, 4, true)), KernelTrace.Formats.Symbols.KernelFacts.None);

        Assert.Null(printer.Error);
    }
}
