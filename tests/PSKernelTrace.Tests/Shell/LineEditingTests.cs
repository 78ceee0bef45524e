using PSKernelTrace.Shell.Interactive;
using Xunit;

namespace PSKernelTrace.Tests.Shell;

public sealed class LineEditingTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    private readonly LineBuffer _buffer = new();
    private readonly LineHistory _history = new();

    [Fact]
    public void Keys_move_and_change()
    {
        Type("hallo world");
        Press(ConsoleKey.Home);
        Press(ConsoleKey.RightArrow);
        Press(ConsoleKey.Delete);
        Type("e");
        Press(ConsoleKey.RightArrow, ConsoleModifiers.Control);
        Press(ConsoleKey.K, ConsoleModifiers.Control);
        Type("!");
        Press(ConsoleKey.LeftArrow);
        Press(ConsoleKey.Backspace);
        Assert.Equal(("hell!", 4), (_buffer.Text, _buffer.Cursor));
        Press(ConsoleKey.End);
        Press(ConsoleKey.W, ConsoleModifiers.Control);
        Assert.Equal("", _buffer.Text);
        Press(ConsoleKey.Backspace);
        Press(ConsoleKey.LeftArrow);
        Press(ConsoleKey.Delete);
        Assert.Equal(("", 0), (_buffer.Text, _buffer.Cursor));
    }

    [Fact]
    public void Arrows_walk_the_history_and_come_back_to_what_was_typed()
    {
        _history.Add("one");
        _history.Add("two");
        Type("thr");
        Press(ConsoleKey.UpArrow);
        Assert.Equal("two", _buffer.Text);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Assert.Equal("one", _buffer.Text);
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        Assert.Equal("thr", _buffer.Text);
    }

    [Fact]
    public void Home_and_end_are_of_the_line_in_a_text_of_several()
    {
        _buffer.Set("if (1) {\n  abc\n}", 12);
        Press(ConsoleKey.Home);
        Assert.Equal(9, _buffer.Cursor);
        Press(ConsoleKey.End);
        Assert.Equal(14, _buffer.Cursor);
    }

    [Theory]
    [InlineData("PS> ", "abc", 3, 80, 0, 7, 0)]
    [InlineData("PS> ", "abcdef", 6, 10, 1, 0, 1)]
    [InlineData("PS> ", "abcdefg", 0, 10, 0, 4, 1)]
    [InlineData("PS> ", "a\nb", 3, 80, 1, 4, 1)]
    [InlineData("P> ", "漢字", 2, 6, 1, 2, 1)]
    public void The_cursor_is_where_the_text_is(string prompt, string text, int cursor, int width, int row, int column, int last)
        => Assert.Equal(new ScreenLayout(row, column, last), ScreenLayout.Of(prompt, ">> ", text, cursor, width));

    [Fact]
    public void Tab_takes_the_one_match()
    {
        var tab = new TabCompletion(shell.Session.Runspace, shell.Session.Host.Console);
        _buffer.Set("Measure-Com");
        Assert.Null(tab.Apply(_buffer, backwards: false));
        Assert.Equal("Measure-Command", _buffer.Text);
    }

    [Fact]
    public void Tab_lists_several_matches_and_then_walks_them()
    {
        var tab = new TabCompletion(shell.Session.Runspace, shell.Session.Host.Console);
        _buffer.Set("ConvertTo- | x", 10);
        string? list = tab.Apply(_buffer, backwards: false);
        Assert.Contains("ConvertTo-Csv", list);
        Assert.Contains("ConvertTo-Json", list);
        tab.Apply(_buffer, backwards: false);
        string first = _buffer.Text;
        tab.Apply(_buffer, backwards: false);
        Assert.NotEqual(first, _buffer.Text);
        Assert.EndsWith(" | x", _buffer.Text);
    }

    [Fact]
    public void Columns_fit_the_width()
        => Assert.Equal("a   d\nbb  e\nc\n... and 3 more\n", TextColumns.Arrange(["a", "bb", "c", "d", "e"], 10, 3));

    private void Type(string text)
    {
        foreach (char c in text)
            LineKeys.Apply(_buffer, _history, new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false));
    }

    private void Press(ConsoleKey key, ConsoleModifiers modifiers = 0)
        => LineKeys.Apply(_buffer, _history, new ConsoleKeyInfo(
            '\0', key, false, (modifiers & ConsoleModifiers.Alt) != 0, (modifiers & ConsoleModifiers.Control) != 0));
}
