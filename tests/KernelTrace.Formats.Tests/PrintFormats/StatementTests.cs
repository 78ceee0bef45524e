namespace KernelTrace.Formats.Tests.PrintFormats;

/// <summary>Blocks with statements, types within expressions, and what would never end.</summary>
public sealed class StatementTests
{
    // as dwc3_complete_trb has it, with the kernel's macros resolved
    private const string Times = "({char *s; int pcm = ((REC->u8 >> 2) & 3) + 1; switch (TYPE) { case 3: case 1: switch (pcm) "
        + "{ case 1: s = \"1x \"; break; case 2: s = \"2x \"; break; case 3: default: s = \"3x \"; break; } break; default: s = \"\"; } s; })";

    [Theory]
    [InlineData("1", "3x ")]
    [InlineData("3", "3x ")]
    [InlineData("2", "")]
    public void A_switch_chooses_a_text(string type, string expected) =>
        Assert.Equal(expected, Words.Of($"\"%s\", {Times.Replace("TYPE", type, StringComparison.Ordinal)}"));

    [Theory]
    [InlineData("({ int x = 1; if (REC->u8 == 200) x = 2; else x = 3; x; })", "2")]
    [InlineData("({ int x = 1; if (REC->u8 == 201) { x = 2; } else { x = 3; } x; })", "3")]
    [InlineData("({ int x = 1; if (REC->u8 == 201) x = 2; x; })", "1")]
    [InlineData("({ int x = 0; switch (REC->u8) { case 200: x = x + 1; case 201: x = x + 10; break; case 202: x = 100; } x; })", "11")]
    [InlineData("({ int x = 5; switch (REC->u8) { case 1: x = 6; } x; })", "5")]
    [InlineData("({ int x = 0; switch (REC->u8) { default: if (1) { x = 1; break; } x = 2; } x; })", "1")]
    public void Statements_set_variables(string block, string expected) => Assert.Equal(expected, Words.Value(block));

    [Theory]
    [InlineData("({ for (;;) ; 1; })")]
    [InlineData("({ while (1) {} 1; })")]
    [InlineData("({ char *s; s = s; s; })")]
    [InlineData("({ switch (1) 1; 1; })")]
    [InlineData("({ break; })")]
    public void What_no_event_has_is_an_error(string block) => Assert.NotNull(Words.Printer($"\"%s\", {block}").Error);

    [Theory]
    [InlineData("(typeof(unsigned long))-1 == 0xffffffffffffffff", "1")]
    [InlineData("(typeof(u8))300", "44")]
    [InlineData("(typeof(REC->u16))-1", "65535")]
    [InlineData("((typeof(((1UL)) << 4))(REC->u8 & 0xf8)) >> __builtin_ctzll(0xf8)", "25")]
    [InlineData("(int)sizeof(struct {_Static_assert(!(1 > 2), \"text\");})", "0")]
    [InlineData("__builtin_bswap16(REC->u16)", "61374")]
    [InlineData("__builtin_ffsll(0x30)", "5")]
    public void Types_stand_where_values_do(string expression, string expected) => Assert.Equal(expected, Words.Value(expression));

    [Theory]
    [InlineData("\"%s \"%s\"\", REC->name, REC->name", "kworker/0:1 \"kworker/0:1\"")]
    [InlineData("\"\"%d\" \"%d\" %d\", 1, 2, 3", "\"1\" \"2\" 3")]
    [InlineData("\"%d\" \" %d\", 1, 2", "1 2")]
    [InlineData("\"\\\"%d\\\"\", 1", "\"1\"")]
    [InlineData("\"a\"b\"", "a\"b")]
    public void Quotes_within_a_format_stand_for_themselves(string print, string expected) => Assert.Equal(expected, Words.Of(print));

    [Fact]
    public void An_empty_pair_ends_a_table() => Assert.Equal("0x7", Words.Of("\"%s\", __print_symbolic(7, { })"));

    [Theory]
    [InlineData("binder_command_strings[3]", "BC_FREE_BUFFER")]
    [InlineData("2 < sizeof(binder_return_strings) / sizeof((binder_return_strings)[0]) ? binder_return_strings[2] : \"unknown\"", "BR_TRANSACTION")]
    [InlineData("99 < sizeof(binder_return_strings) / sizeof((binder_return_strings)[0]) ? binder_return_strings[99] : \"unknown\"", "unknown")]
    public void Tables_of_the_kernel_have_names(string expression, string expected) => Assert.Equal(expected, Words.Of($"\"%s\", {expression}"));

    [Theory]
    [InlineData("max({0}, 1)")]
    [InlineData("({0} ?: 1)")]
    public void Work_that_doubles_with_each_level_is_an_error(string level)
    {
        string expression = "REC->u8";
        for (int i = 0; i < 30; i++) expression = level.Replace("{0}", expression, StringComparison.Ordinal);

        Assert.Contains("computed from more than", Words.Printer($"\"%d\", {expression}").Error?.Message);
    }

    [Fact]
    public void Text_that_doubles_with_each_variable_is_an_error()
    {
        var block = new System.Text.StringBuilder("({ const char *v0 = REC->name; ");
        for (int i = 1; i < 40; i++) block.Append($"const char *v{i} = ({{ trace_seq_printf(p, \"%s%s\", v{i - 1}, v{i - 1}); \"\"; }}); ");

        Assert.Contains("computed from more than", Words.Printer($"\"%s\", {block}v39; }})").Error?.Message);
    }

    [Fact]
    public void Words_have_an_end() => Assert.InRange(
        Words.Of($"\"{string.Concat(Enumerable.Repeat("%8000d", 400))}\", {string.Join(", ", Enumerable.Repeat("1", 400))}").Length, 1 << 20, 2 << 20);
}
