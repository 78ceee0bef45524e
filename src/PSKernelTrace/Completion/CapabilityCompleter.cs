using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Capabilities;

namespace PSKernelTrace.Completion;

/// <summary>Completes the names of mechanisms; nothing is asked of the kernel.</summary>
public sealed class CapabilityCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var pattern = new WildcardPattern(Completion.Unquote(wordToComplete) + "*", WildcardOptions.IgnoreCase);
        return KernelCapabilities.Mechanisms.Where(feature => pattern.IsMatch(feature.Name))
            .Select(feature => Completion.Result(feature.Name, feature.Name, feature.Needs.Length > 0 ? feature.Needs : feature.Name));
    }
}
