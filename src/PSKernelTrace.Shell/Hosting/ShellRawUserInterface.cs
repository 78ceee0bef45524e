using System.Management.Automation.Host;

namespace PSKernelTrace.Shell.Hosting;

/// <summary>The terminal as cells. What a Unix terminal cannot tell or do (its contents) is refused.</summary>
internal sealed class ShellRawUserInterface(ShellConsole console) : PSHostRawUserInterface
{
    public override ConsoleColor ForegroundColor { get; set; } = AnsiColour.Unset;

    public override ConsoleColor BackgroundColor { get; set; } = AnsiColour.Unset;

    public override Size WindowSize
    {
        get => console.Size;
        set => throw Unsupported();
    }

    // A terminal has no buffer that is wider than its window.
    public override Size BufferSize
    {
        get => console.Size;
        set => throw Unsupported();
    }

    public override Size MaxPhysicalWindowSize => console.Size;

    public override Size MaxWindowSize => console.Size;

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw Unsupported();
    }

    public override Coordinates CursorPosition
    {
        get => console.OutIsTerminal && console.InputIsTerminal
            ? new Coordinates(Console.CursorLeft, Console.CursorTop)
            : throw Unsupported();
        set
        {
            if (!console.OutIsTerminal)
                throw Unsupported();
            Console.SetCursorPosition(value.X, value.Y);
        }
    }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "pskt";

    public override bool KeyAvailable => console.InputIsTerminal && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!console.InputIsTerminal)
            throw Unsupported();

        ConsoleKeyInfo key = Console.ReadKey(intercept: (options & ReadKeyOptions.NoEcho) != 0);
        ControlKeyStates states = 0;
        if ((key.Modifiers & ConsoleModifiers.Shift) != 0)
            states |= ControlKeyStates.ShiftPressed;
        if ((key.Modifiers & ConsoleModifiers.Control) != 0)
            states |= ControlKeyStates.LeftCtrlPressed;
        if ((key.Modifiers & ConsoleModifiers.Alt) != 0)
            states |= ControlKeyStates.LeftAltPressed;
        return new KeyInfo((int)key.Key, key.KeyChar, states, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override int LengthInBufferCells(char source) => CellWidth.Of(source);

    public override int LengthInBufferCells(string source) => CellWidth.Of(source);

    public override int LengthInBufferCells(string source, int offset) => CellWidth.Of(source.AsSpan(offset));

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    // The one filling that scripts use is of everything, with blanks: it means "clear".
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (rectangle.Right != -1 || rectangle.Bottom != -1)
            throw Unsupported();
        if (console.OutIsTerminal)
            console.WriteRaw(console.Out, "\u001b[H\u001b[2J");
    }

    private static PlatformNotSupportedException Unsupported()
        => new("This is not possible on a Unix terminal, or there is no terminal.");
}
