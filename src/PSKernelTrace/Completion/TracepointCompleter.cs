using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Completion;

/// <summary>Completes the names of tracepoints, which are those of events without their subsystem.</summary>
public sealed class TracepointCompleter : IArgumentCompleter
{
    private const int Most = 500;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.Safely(() =>
    {
        var pattern = new WildcardPattern(Completion.Unquote(wordToComplete) + "*", WildcardOptions.IgnoreCase);
        return TracefsRoot.Open().EventNames().Where(item => item.System != "syscalls" && pattern.IsMatch(item.Event)).Take(Most)
            .Select(item => Completion.Result(item.Event, item.Event, item.ToString()));
    });
}
