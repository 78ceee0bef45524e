using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>The kernel's own complaint about a command that it refused: the <c>error_log</c> file.</summary>
/// <remarks>
/// An entry, of which the file keeps the last 8 (kernel 5.2 and newer; <c>tracing_log_err</c>,
/// <c>kernel/trace/trace.c</c>):
/// <code>
/// [  321.500000] event filter parse error: error: Field not found
///   Command: flags &amp; 0x40 &amp;&amp; nosuch == 1
///                            ^
/// </code>
/// </remarks>
internal static class KernelErrorLog
{
    private const string CommandPrefix = "  Command: ";

    /// <summary>The last complaint about a command: its words, the command, and the caret under it. Null where there
    /// is none.</summary>
    public static string? Complaint(TraceInstance instance, string command) => Of(instance, command)?.ToString();

    /// <summary>The last complaint about a command; null where there is none.</summary>
    public static KernelComplaint? Of(TraceInstance instance, string command)
    {
        string? log = instance.TryRead("error_log") ?? instance.Root.Top.TryRead("error_log");
        return log is null ? null : Find(log, command);
    }

    /// <summary>The last entry on a command in the text of an <c>error_log</c>.</summary>
    public static KernelComplaint? Find(string log, string command)
    {
        string[] lines = log.Split('\n');
        for (int i = lines.Length - 1; i > 0; i--)
        {
            if (!lines[i].StartsWith(CommandPrefix, StringComparison.Ordinal)) continue;
            string text = lines[i][CommandPrefix.Length..];
            if (text.Trim() != command.Trim()) continue;
            string words = lines[i - 1];
            int error = words.IndexOf("error: ", words.IndexOf(": ", StringComparison.Ordinal) + 1, StringComparison.Ordinal);
            words = error < 0 ? words[(words.IndexOf(']', StringComparison.Ordinal) + 1)..].Trim() : words[(error + 7)..];
            bool hasCaret = i + 1 < lines.Length && lines[i + 1].Trim() == "^";
            return new KernelComplaint(words, text, hasCaret ? Math.Max(0, lines[i + 1].IndexOf('^') - CommandPrefix.Length) : null);
        }

        return null;
    }
}
