using System.Management.Automation.Language;
using PSKernelTrace.Shell.Hosting;

namespace PSKernelTrace.Shell.Interactive;

/// <summary>Reads one command, of one line or more, from the keys of a terminal.</summary>
internal sealed class LineEditor(ShellConsole console, LineHistory history, TabCompletion completion)
{
    private readonly LineBuffer _buffer = new();
    private readonly LineScreen _screen = new(console);

    /// <summary>The command; an empty one when the line was cancelled; null when the person is done (Ctrl-D).</summary>
    public string? Read(string prompt)
    {
        _buffer.Set("");
        history.Reset();
        _screen.Begin(prompt);
        bool before = Console.TreatControlCAsInput;

        // While a line is edited Ctrl-C is a key like others; while a command runs it is a signal.
        Console.TreatControlCAsInput = true;
        try
        {
            return Edit();
        }
        finally
        {
            Console.TreatControlCAsInput = before;
        }
    }

    private string? Edit()
    {
        while (true)
        {
            // Text that is pasted comes faster than it is worth drawing.
            if (!Console.KeyAvailable)
                _screen.Draw(_buffer.Text, _buffer.Cursor);

            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            bool control = (key.Modifiers & ConsoleModifiers.Control) != 0;
            if (key.Key != ConsoleKey.Tab)
                completion.Reset();

            switch (key.Key)
            {
                case ConsoleKey.Enter when !IsIncomplete(_buffer.Text):
                    _buffer.Set(_buffer.Text);
                    _screen.Draw(_buffer.Text, _buffer.Cursor);
                    _screen.Finish();
                    return _buffer.Text;
                case ConsoleKey.Enter:
                    _buffer.Insert('\n');
                    break;
                case ConsoleKey.Tab:
                    Complete(backwards: (key.Modifiers & ConsoleModifiers.Shift) != 0);
                    break;
                case ConsoleKey.C when control:
                    _screen.Draw(_buffer.Text, _buffer.Cursor);
                    _screen.Finish("^C");
                    return "";
                case ConsoleKey.D when control && _buffer.Length == 0:
                    _screen.Finish();
                    return null;
                case ConsoleKey.L when control:
                    _screen.Clear();
                    break;
                default:
                    LineKeys.Apply(_buffer, history, key);
                    break;
            }
        }
    }

    private void Complete(bool backwards)
    {
        string? list = completion.Apply(_buffer, backwards);
        if (list is null)
            return;

        _screen.Draw(_buffer.Text, _buffer.Cursor);
        _screen.Finish();
        console.WriteRaw(console.Out, list.Replace("\n", "\r\n", StringComparison.Ordinal));
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Any(e => e.IncompleteInput);
    }
}
