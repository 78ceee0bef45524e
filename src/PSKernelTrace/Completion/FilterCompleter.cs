using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Formats.Events;
using KernelTrace.Tracefs;
using PSKernelTrace.Binding;

namespace PSKernelTrace.Completion;

/// <summary>Completes field names inside a filter, from the fields that the named events have in common.</summary>
public sealed class FilterCompleter : IArgumentCompleter
{
    private const int MostEvents = 20;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.Safely(() =>
    {
        object? named = fakeBoundParameters["Event"] ?? fakeBoundParameters["Name"];
        string[] patterns = named switch
        {
            string one => [one],
            IEnumerable many => [.. many.Cast<object>().Select(item => item.ToString() ?? "")],
            _ => [],
        };
        TracefsRoot root = TracefsRoot.Open();
        var resolver = new EventResolver(root.EventNames());
        EventFormat[] formats = [.. patterns.SelectMany(pattern => resolver.Resolve(pattern, out _)).Take(MostEvents).Select(root.Format)];
        if (formats.Length == 0) return [];

        // the last word of what is written so far is the one being completed
        string text = Completion.Unquote(wordToComplete);
        int start = text.Length;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] == '_')) start--;
        string before = text[..start], word = text[start..];
        return formats[0].Fields
            .Where(field => field.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                && formats.All(format => format.Fields.Any(other => other.Name == field.Name)))
            .Select(field => new CompletionResult("'" + CodeGeneration.EscapeSingleQuotedStringContent(before + field.Name) + "'",
                field.Name, CompletionResultType.ParameterValue, field.ToString()));
    });
}
