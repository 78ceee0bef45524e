using System.Text;

namespace PSKernelTrace.Shell.Interactive;

/// <summary>The text being edited and the place in it: no terminal, so that the tests can press its keys.</summary>
internal sealed class LineBuffer
{
    private readonly StringBuilder _text = new();

    public int Cursor { get; private set; }

    public int Length => _text.Length;

    public string Text => _text.ToString();

    public void Set(string text, int? cursor = null)
    {
        _text.Clear().Append(text);
        Cursor = Math.Clamp(cursor ?? text.Length, 0, text.Length);
    }

    public void Insert(char c)
    {
        _text.Insert(Cursor, c);
        Cursor++;
    }

    public void Replace(int start, int length, string text)
    {
        _text.Remove(start, length).Insert(start, text);
        Cursor = start + text.Length;
    }

    public void Backspace()
    {
        if (Cursor > 0)
            _text.Remove(--Cursor, 1);
    }

    public void Delete()
    {
        if (Cursor < Length)
            _text.Remove(Cursor, 1);
    }

    public void Left() => Cursor = Math.Max(Cursor - 1, 0);

    public void Right() => Cursor = Math.Min(Cursor + 1, Length);

    public void Home() => Cursor = LineStart;

    public void End() => Cursor = LineEnd;

    public void WordLeft() => Cursor = PreviousWord;

    public void WordRight()
    {
        while (Cursor < Length && !IsWord(_text[Cursor]))
            Cursor++;
        while (Cursor < Length && IsWord(_text[Cursor]))
            Cursor++;
    }

    public void DeleteToStart()
    {
        int start = LineStart;
        _text.Remove(start, Cursor - start);
        Cursor = start;
    }

    public void DeleteToEnd() => _text.Remove(Cursor, LineEnd - Cursor);

    public void DeleteWord()
    {
        int start = PreviousWord;
        _text.Remove(start, Cursor - start);
        Cursor = start;
    }

    private int PreviousWord
    {
        get
        {
            int at = Cursor;
            while (at > 0 && !IsWord(_text[at - 1]))
                at--;
            while (at > 0 && IsWord(_text[at - 1]))
                at--;
            return at;
        }
    }

    // A text of several lines has a home and an end on each.
    private int LineStart => Cursor == 0 ? 0 : Text.LastIndexOf('\n', Cursor - 1) + 1;

    private int LineEnd => Text.IndexOf('\n', Cursor) is >= 0 and var at ? at : Length;

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
