using System.Management.Automation.Host;

namespace PSKernelTrace.Shell.Hosting;

/// <summary>
/// The three standard streams and what is known of them. All writing passes here, so that the progress line can step
/// aside and the tests can put strings in the place of a terminal.
/// </summary>
internal sealed class ShellConsole
{
    /// <summary>The width of what is written to a file or a pipe, where nothing can be asked: pwsh's own number.</summary>
    public const int RedirectedWidth = 120;

    private readonly Lock _gate = new();
    private readonly Func<Size>? _size;

    public ShellConsole(TextWriter output, TextWriter error, TextReader input, Func<Size>? size = null)
    {
        Out = output;
        Error = error;
        In = input;
        _size = size;
        Progress = new ProgressLine(this);
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    public TextReader In { get; }

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public bool InputIsTerminal { get; init; }

    /// <summary>Colours wanted at all: a terminal that knows them and no NO_COLOR.</summary>
    public bool WantsColour { get; init; }

    public bool ColourOut => WantsColour && OutIsTerminal;

    public bool ColourError => WantsColour && ErrorIsTerminal;

    public ProgressLine Progress { get; }

    /// <summary>The reader of our output has gone (a `head` that has seen enough).</summary>
    public bool OutputClosed { get; private set; }

    /// <summary>Called once, when <see cref="OutputClosed"/> becomes true.</summary>
    public Action? OnOutputClosed { get; set; }

    public Size Size => _size?.Invoke() ?? new Size(RedirectedWidth, 50);

    public static ShellConsole ForProcess()
    {
        bool colour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        bool terminal = !Console.IsOutputRedirected;
        return new ShellConsole(StandardOutput.Open(), Console.Error, Console.In, terminal ? TerminalSize : null)
        {
            OutIsTerminal = terminal,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            InputIsTerminal = !Console.IsInputRedirected,
            WantsColour = colour,
        };
    }

    public void Write(string text) => WriteTo(Out, PSHostUserInterface.GetOutputString(text, ColourOut), newLine: false);

    public void WriteLine(string text) => WriteTo(Out, PSHostUserInterface.GetOutputString(text, ColourOut), newLine: true);

    public void WriteErrorLine(string text)
        => WriteTo(Error, PSHostUserInterface.GetOutputString(text, ColourError), newLine: true);

    /// <summary>Text with its own control sequences, for the line editor and the progress line.</summary>
    public void WriteRaw(TextWriter writer, string text)
    {
        lock (_gate)
        {
            writer.Write(text);
            writer.Flush();
        }
    }

    // A terminal of no known size (a serial line) reports zero.
    private static Size TerminalSize()
        => new(Console.WindowWidth > 0 ? Console.WindowWidth : RedirectedWidth, Console.WindowHeight > 0 ? Console.WindowHeight : 50);

    private void WriteTo(TextWriter writer, string text, bool newLine)
    {
        lock (_gate)
        {
            if (OutputClosed && ReferenceEquals(writer, Out))
                return;

            Progress.Erase();
            try
            {
                // One call with its newline is one system call, so lines of two processes do not mix.
                writer.Write(newLine ? text + "\n" : text);
            }
            catch (IOException) when (ReferenceEquals(writer, Out) && !OutIsTerminal)
            {
                OutputClosed = true;
                OnOutputClosed?.Invoke();
            }
        }
    }
}
