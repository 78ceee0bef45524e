using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Probes;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Completion;

/// <summary>Completes the names of probes.</summary>
public sealed class ProbeCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.Safely(() =>
    {
        string word = Completion.Unquote(wordToComplete);
        bool qualified = word.Contains(':', StringComparison.Ordinal);
        var pattern = new WildcardPattern(word + "*", WildcardOptions.IgnoreCase);
        return ProbeStore.List(TracefsRoot.Open()).Where(probe => pattern.IsMatch(probe.Name) || (!qualified && pattern.IsMatch(probe.Event)))
            .DistinctBy(probe => probe.Name).Select(probe => Completion.Result(probe.Name, probe.Name, probe.Definition));
    });
}
