using System.Management.Automation.Host;

namespace PSKernelTrace.Tests.Help.Engine;

/// <summary>A screen of one size, so that the engine wraps its text the same way everywhere.</summary>
internal sealed class FixedScreen : PSHostRawUserInterface
{
    private static readonly Size _screen = new(100, 50);

    public override ConsoleColor BackgroundColor { get; set; }

    public override ConsoleColor ForegroundColor { get; set; }

    public override Size BufferSize { get; set; } = _screen;

    public override Size WindowSize { get; set; } = _screen;

    public override Size MaxPhysicalWindowSize => _screen;

    public override Size MaxWindowSize => _screen;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; }

    public override bool KeyAvailable => false;

    public override string WindowTitle { get; set; } = "";

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) =>
        throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
}
