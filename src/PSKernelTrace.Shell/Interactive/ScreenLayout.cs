using PSKernelTrace.Shell.Hosting;

namespace PSKernelTrace.Shell.Interactive;

/// <summary>Where each character of an edited text falls on a terminal of a given width.</summary>
internal readonly record struct ScreenLayout(int CursorRow, int CursorColumn, int LastRow)
{
    public static ScreenLayout Of(string prompt, string continuation, string text, int cursor, int width)
    {
        int row = 0;
        int column = 0;
        int cursorRow = 0;
        int cursorColumn = 0;
        Advance(prompt);
        for (int i = 0; ; i++)
        {
            if (i == cursor)
                (cursorRow, cursorColumn) = (row, column);
            if (i == text.Length)
                break;

            if (text[i] == '\n')
            {
                row++;
                column = 0;
                Advance(continuation);
            }
            else
            {
                Step(CellWidth.Of(text[i]));
            }
        }

        return new ScreenLayout(cursorRow, cursorColumn, row);

        void Advance(string s)
        {
            foreach (char c in s)
                Step(CellWidth.Of(c));
        }

        // A wide character that does not fit at the edge goes to the next row whole.
        void Step(int cells)
        {
            if (column + cells > width)
            {
                row++;
                column = 0;
            }

            column += cells;
            if (column == width)
            {
                row++;
                column = 0;
            }
        }
    }
}
