using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Functions;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Completion;

/// <summary>Completes the names of modules that have functions, and of the kernel itself.</summary>
public sealed class ModuleCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.Safely(() =>
    {
        var pattern = new WildcardPattern(Completion.Unquote(wordToComplete) + "*", WildcardOptions.IgnoreCase);
        return KernelFunctions.Of(TracefsRoot.Open()).Modules.Prepend("kernel").Where(pattern.IsMatch)
            .Select(name => Completion.Result(name, name, name));
    });
}
