using System.Management.Automation.Runspaces;

namespace PSKernelTrace.Shell.CommandLine;

/// <summary>The words after a script's path, as the parameters and arguments of the script.</summary>
internal static class ScriptArguments
{
    public static IEnumerable<CommandParameter> Parse(IEnumerable<string> words)
    {
        foreach (string word in words)
        {
            if (word.Length < 2 || word[0] != '-' || !(char.IsLetter(word[1]) || word[1] is '_' or '?'))
            {
                yield return new CommandParameter(null, word);
                continue;
            }

            // The engine reads a name that begins with a dash as the token itself: `-Name` waits for the next word,
            // `-Name:` takes the value given here.
            int colon = word.IndexOf(':', StringComparison.Ordinal);
            yield return colon < 0
                ? new CommandParameter(word)
                : new CommandParameter(word[..(colon + 1)], Value(word[(colon + 1)..]));
        }
    }

    // As pwsh: the only expressions that -File understands are the two that a switch needs.
    private static object Value(string text)
        => text.ToUpperInvariant() switch
        {
            "$TRUE" => true,
            "$FALSE" => false,
            _ => text,
        };
}
