using System.Globalization;

namespace Benchmarks;

/// <summary>The rows that are printed at the end: what, the figure, and against what as a ratio.</summary>
internal sealed class Table
{
    private readonly List<string[]> _rows = [["What", "Figure", "Against", "Ratio"]];

    public void Add(string what, string figure, string against = "", double? ratio = null) =>
        _rows.Add([what, figure, against, ratio is double value ? value.ToString("0.00", CultureInfo.InvariantCulture) : ""]);

    /// <summary>Markdown, as docs/design/performance.md has it.</summary>
    public void Print()
    {
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => _rows.Max(row => row[column].Length))];
        for (int i = 0; i < _rows.Count; i++)
        {
            Console.WriteLine("| " + string.Join(" | ", _rows[i].Select((text, column) => text.PadRight(widths[column]))) + " |");
            if (i == 0) Console.WriteLine("|" + string.Join("|", widths.Select(width => new string('-', width + 2))) + "|");
        }
    }

    public static string Rate(double perSecond) => string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e6:0.0} M/s");

    public static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms");
}
