using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSKernelTrace.Shell.Hosting;

namespace PSKernelTrace.Shell.Interactive;

/// <summary>
/// Tab: the engine's own completion. One match is taken; of several their common beginning, and a list of them; pressed
/// again, one after the other.
/// </summary>
internal sealed class TabCompletion(Runspace runspace, ShellConsole console)
{
    private const int MostListed = 100;

    private CommandCompletion? _current;
    private int _length;

    public void Reset() => _current = null;

    /// <summary>Changes the buffer; returns the list to show, or null when there is none to show.</summary>
    public string? Apply(LineBuffer buffer, bool backwards)
    {
        if (_current is not null)
        {
            CompletionResult next = _current.GetNextResult(forward: !backwards);
            Take(buffer, next.CompletionText);
            return null;
        }

        CommandCompletion found = Complete(buffer.Text, buffer.Cursor);
        if (found.CompletionMatches.Count == 0)
            return null;

        _length = found.ReplacementLength;
        if (found.CompletionMatches.Count == 1)
        {
            _current = found;
            Take(buffer, found.CompletionMatches[0].CompletionText);
            _current = null;
            return null;
        }

        _current = found;
        string typed = buffer.Text.Substring(found.ReplacementIndex, found.ReplacementLength);
        string common = CommonBeginning([.. found.CompletionMatches.Select(m => m.CompletionText)]);
        if (common.Length > typed.Length)
            Take(buffer, common);
        return TextColumns.Arrange(
            [.. found.CompletionMatches.Take(MostListed).Select(m => m.ListItemText)],
            console.Size.Width,
            found.CompletionMatches.Count - MostListed);
    }

    internal static string CommonBeginning(IReadOnlyList<string> texts)
    {
        string first = texts[0];
        int length = first.Length;
        foreach (string text in texts)
        {
            int same = 0;
            while (same < length && same < text.Length && char.ToUpperInvariant(first[same]) == char.ToUpperInvariant(text[same]))
                same++;
            length = same;
        }

        return first[..length];
    }

    private void Take(LineBuffer buffer, string text)
    {
        buffer.Replace(_current!.ReplacementIndex, _length, text);
        _length = text.Length;
    }

    private CommandCompletion Complete(string text, int cursor)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        return CommandCompletion.CompleteInput(text, cursor, options: null, shell);
    }
}
