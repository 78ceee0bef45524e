using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace HelpBuilder.Text;

/// <summary>A Markdown table as text in columns.</summary>
internal static class TableText
{
    public static string Of(Table table)
    {
        var rows = table.OfType<TableRow>().Select(Cells).ToList();
        var widths = Enumerable.Range(0, rows.Max(row => row.Length))
            .Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0))
            .ToArray();
        if (table.FirstOrDefault() is TableRow { IsHeader: true })
        {
            rows.Insert(1, [.. rows[0].Select(cell => new string('-', cell.Length))]);
        }

        return string.Join('\n', rows.Select(row => Line(row, widths)));
    }

    private static string[] Cells(TableRow row) =>
        [.. row.OfType<TableCell>().Select(cell => string.Join(' ', cell.OfType<LeafBlock>().Select(CellText)))];

    private static string CellText(LeafBlock block) =>
        InlineText.Of(block.Inline).Replace('\n', ' ');

    private static string Line(string[] row, int[] widths) =>
        string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
}
