namespace PSKernelTrace.Shell.Hosting;

/// <summary>Console colours as terminal sequences; the console strips them where there is no terminal.</summary>
internal static class AnsiColour
{
    /// <summary>"The terminal's own colour": what the raw interface reports, and Write-Host passes back, when unset.</summary>
    public const ConsoleColor Unset = (ConsoleColor)(-1);

    // The console's order is by bits blue, green, red; the terminal's by red, green, blue.
    private static readonly int[] _terminalOrder = [0, 4, 2, 6, 1, 5, 3, 7];

    public static string Paint(string text, ConsoleColor foreground, ConsoleColor background)
        => Foreground(foreground) is var f && Background(background) is var b && f.Length + b.Length == 0
            ? text
            : f + b + text + "\u001b[0m";

    private static string Foreground(ConsoleColor colour) => Sequence(colour, normal: 30, bright: 90);

    private static string Background(ConsoleColor colour) => Sequence(colour, normal: 40, bright: 100);

    private static string Sequence(ConsoleColor colour, int normal, int bright)
        => colour is < ConsoleColor.Black or > ConsoleColor.White
            ? ""
            : $"\u001b[{((int)colour < 8 ? normal : bright) + _terminalOrder[(int)colour & 7]}m";
}
