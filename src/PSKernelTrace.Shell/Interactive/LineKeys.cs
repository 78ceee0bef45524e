namespace PSKernelTrace.Shell.Interactive;

/// <summary>The keys that move and change text: the arrows and their kin, and the letters that every Unix shell has.</summary>
internal static class LineKeys
{
    public static void Apply(LineBuffer buffer, LineHistory history, ConsoleKeyInfo key)
    {
        bool control = (key.Modifiers & ConsoleModifiers.Control) != 0;
        bool word = control || (key.Modifiers & ConsoleModifiers.Alt) != 0;
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow when word:
            case ConsoleKey.B when !control && word:
                buffer.WordLeft();
                break;
            case ConsoleKey.RightArrow when word:
            case ConsoleKey.F when !control && word:
                buffer.WordRight();
                break;
            case ConsoleKey.LeftArrow:
            case ConsoleKey.B when control:
                buffer.Left();
                break;
            case ConsoleKey.RightArrow:
            case ConsoleKey.F when control:
                buffer.Right();
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                buffer.Home();
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                buffer.End();
                break;
            case ConsoleKey.Backspace when word:
            case ConsoleKey.W when control:
                buffer.DeleteWord();
                break;
            case ConsoleKey.Backspace:
            case ConsoleKey.H when control:
                buffer.Backspace();
                break;
            case ConsoleKey.Delete:
            case ConsoleKey.D when control:
                buffer.Delete();
                break;
            case ConsoleKey.U when control:
                buffer.DeleteToStart();
                break;
            case ConsoleKey.K when control:
                buffer.DeleteToEnd();
                break;
            case ConsoleKey.Escape:
                buffer.Set("");
                break;
            case ConsoleKey.UpArrow:
            case ConsoleKey.P when control:
                Recall(buffer, history.Older(buffer.Text));
                break;
            case ConsoleKey.DownArrow:
            case ConsoleKey.N when control:
                Recall(buffer, history.Newer());
                break;
            default:
                if (!char.IsControl(key.KeyChar) && !word)
                    buffer.Insert(key.KeyChar);
                break;
        }
    }

    private static void Recall(LineBuffer buffer, string? line)
    {
        if (line is not null)
            buffer.Set(line);
    }
}
