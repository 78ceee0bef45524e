using System.Text;
using PSKernelTrace.Shell.Hosting;

namespace PSKernelTrace.Shell.Interactive;

/// <summary>Short texts side by side in columns, down before across, as `ls` does.</summary>
internal static class TextColumns
{
    private const int Gap = 2;

    public static string Arrange(IReadOnlyList<string> items, int width, int notShown = 0)
    {
        int cell = items.Max(i => CellWidth.Of(i)) + Gap;
        int columns = Math.Max(1, (width - 1) / cell);
        int rows = (items.Count + columns - 1) / columns;
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++)
        {
            for (int i = row; i < items.Count; i += rows)
            {
                text.Append(items[i]);
                if (i + rows < items.Count)
                    text.Append(' ', cell - CellWidth.Of(items[i]));
            }

            text.Append('\n');
        }

        if (notShown > 0)
            text.Append($"... and {notShown} more\n");
        return text.ToString();
    }
}
