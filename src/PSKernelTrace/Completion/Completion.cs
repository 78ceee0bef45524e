using System.Management.Automation;
using System.Management.Automation.Language;
using PSKernelTrace.Errors;

namespace PSKernelTrace.Completion;

/// <summary>What the completers share.</summary>
internal static class Completion
{
    /// <summary>Completion never fails loudly: a right that is missing shows when the command runs.</summary>
    public static IEnumerable<CompletionResult> Safely(Func<IEnumerable<CompletionResult>> complete)
    {
        try
        {
            return [.. complete()];
        }
        catch (Exception e) when (KernelErrors.IsKnown(e))
        {
            return [];
        }
    }

    /// <summary>A result, quoted where PowerShell's parser would take it apart.</summary>
    public static CompletionResult Result(string text, string shown, string tip)
    {
        bool plain = text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ':' or '.' or '/' or '*');
        return new CompletionResult(plain ? text : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'",
            shown, CompletionResultType.ParameterValue, tip);
    }

    /// <summary>The word without the quotes that the user has begun.</summary>
    public static string Unquote(string? word) => (word ?? "").Trim('\'', '"');
}
