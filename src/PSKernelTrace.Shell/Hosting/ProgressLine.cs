using System.Diagnostics;
using System.Management.Automation;
using System.Text;

namespace PSKernelTrace.Shell.Hosting;

/// <summary>Write-Progress as one line at the bottom of a terminal, erased before anything else is written.</summary>
internal sealed class ProgressLine(ShellConsole console)
{
    // Faster than the eye reads is only work for the terminal.
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(80);

    private long _lastDrawn;
    private bool _visible;

    public void Show(ProgressRecord record)
    {
        // Drawn on standard error, so that a redirected output still shows how far it is.
        if (!console.ErrorIsTerminal)
            return;

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Erase();
            return;
        }

        if (_visible && Stopwatch.GetElapsedTime(_lastDrawn) < _pace)
            return;

        string line = Compose(record, console.Size.Width - 1);
        console.WriteRaw(console.Error, "\r\u001b[K" + (console.ColourError ? $"\u001b[33;1m{line}\u001b[0m" : line));
        _visible = true;
        _lastDrawn = Stopwatch.GetTimestamp();
    }

    public void Erase()
    {
        if (!_visible)
            return;

        _visible = false;
        console.WriteRaw(console.Error, "\r\u001b[K");
    }

    /// <summary>`Activity: status [#####     ] 50% 00:00:09 left`, cut to the width.</summary>
    internal static string Compose(ProgressRecord record, int width)
    {
        var text = new StringBuilder(record.Activity);
        if (!string.IsNullOrEmpty(record.StatusDescription))
            text.Append(": ").Append(record.StatusDescription);
        if (!string.IsNullOrEmpty(record.CurrentOperation))
            text.Append(" (").Append(record.CurrentOperation).Append(')');
        if (record.PercentComplete >= 0)
        {
            int filled = Math.Min(record.PercentComplete, 100) / 5;
            text.Append(" [").Append('#', filled).Append(' ', 20 - filled).Append("] ")
                .Append(record.PercentComplete).Append('%');
        }

        if (record.SecondsRemaining >= 0)
            text.Append(' ').Append(TimeSpan.FromSeconds(record.SecondsRemaining)).Append(" left");

        text.Replace('\n', ' ').Replace('\r', ' ');
        return text.Length <= width ? text.ToString() : text.ToString(0, Math.Max(width - 1, 0)) + "…";
    }
}
