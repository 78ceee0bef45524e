using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Completion;

/// <summary>Completes the names of sessions.</summary>
public sealed class SessionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.Safely(() =>
    {
        var pattern = new WildcardPattern(Completion.Unquote(wordToComplete) + "*", WildcardOptions.IgnoreCase);
        return TracefsRoot.Open().InstanceNames().Where(pattern.IsMatch).Select(name => Completion.Result(name, name, name));
    });
}
