using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Completion;

/// <summary>Completes the names of events.</summary>
public sealed class EventCompleter : IArgumentCompleter
{
    private const int Most = 500;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.Safely(() =>
    {
        string word = Completion.Unquote(wordToComplete).Replace('/', ':');
        bool qualified = word.Contains(':', StringComparison.Ordinal);
        var pattern = new WildcardPattern(word + "*", WildcardOptions.IgnoreCase);
        IReadOnlyList<EventName> events = TracefsRoot.Open().EventNames();
        // subsystems first: nobody wants to see 2,300 names
        if (!qualified)
        {
            string[] systems = [.. events.Select(item => item.System).Distinct().Where(pattern.IsMatch).Order(StringComparer.Ordinal)];
            IEnumerable<CompletionResult> bare = word.Length == 0 ? [] : events.Where(item => pattern.IsMatch(item.Event))
                .Select(item => Completion.Result(item.ToString(), item.ToString(), item.ToString()));
            return systems.Select(system => Completion.Result(system + ":", system + ":*", $"{events.Count(item => item.System == system)} events"))
                .Concat(bare).Take(Most);
        }

        return events.Select(item => item.ToString()).Where(pattern.IsMatch).Take(Most)
            .Select(name => Completion.Result(name, name, name));
    });
}
