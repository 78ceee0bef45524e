using System.Text;
using PSKernelTrace.Shell.Hosting;

namespace PSKernelTrace.Shell.Interactive;

/// <summary>Draws the edited text behind its prompt, over as many rows as it takes.</summary>
internal sealed class LineScreen(ShellConsole console)
{
    public const string Continuation = ">> ";

    private ScreenLayout _drawn;

    public string Prompt { get; private set; } = "";

    /// <summary>A prompt of several lines is written once, but for its last.</summary>
    public void Begin(string prompt)
    {
        int last = prompt.LastIndexOf('\n') + 1;
        if (last > 0)
            console.WriteRaw(console.Out, prompt[..last]);
        Prompt = prompt[last..];
        _drawn = default;
    }

    public void Draw(string text, int cursor)
    {
        int width = console.Size.Width;
        var next = ScreenLayout.Of(StripEscapes(Prompt), Continuation, text, cursor, width);
        var end = ScreenLayout.Of(StripEscapes(Prompt), Continuation, text, text.Length, width);
        var sequence = new StringBuilder(ToTop()).Append("\u001b[J").Append(Prompt)
            .Append(text.Replace("\n", "\r\n" + Continuation, StringComparison.Ordinal));

        // A terminal keeps the cursor on a full row until the next character; a blank moves it to where we count it.
        if (end.CursorColumn == 0 && end.LastRow > 0 && !text.EndsWith('\n'))
            sequence.Append(" \r");
        if (end.LastRow > next.CursorRow)
            sequence.Append($"\u001b[{end.LastRow - next.CursorRow}A");
        sequence.Append('\r');
        if (next.CursorColumn > 0)
            sequence.Append($"\u001b[{next.CursorColumn}C");
        console.WriteRaw(console.Out, sequence.ToString());
        _drawn = next;
    }

    /// <summary>Leaves the text where it is and goes to the line below it.</summary>
    public void Finish(string suffix = "")
    {
        int below = _drawn.LastRow - _drawn.CursorRow;
        console.WriteRaw(console.Out, (below > 0 ? $"\u001b[{below}B" : "") + suffix + "\r\n");
        _drawn = default;
    }

    public void Clear()
    {
        console.WriteRaw(console.Out, "\u001b[H\u001b[2J");
        _drawn = default;
    }

    private string ToTop() => _drawn.CursorRow > 0 ? $"\r\u001b[{_drawn.CursorRow}A" : "\r";

    private static string StripEscapes(string prompt)
        => new System.Management.Automation.Internal.StringDecorated(prompt)
            .ToString(System.Management.Automation.OutputRendering.PlainText);
}
