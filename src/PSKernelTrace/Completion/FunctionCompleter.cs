using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Functions;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Completion;

/// <summary>Completes the names of functions that can be traced.</summary>
public sealed class FunctionCompleter : IArgumentCompleter
{
    private const int Most = 300;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.Safely(() =>
    {
        var functions = KernelFunctions.Of(TracefsRoot.Open());
        return functions.NamesFrom(Completion.Unquote(wordToComplete), Most)
            .Select(name => Completion.Result(name, name, functions.Find(name)[0].Prototype ?? name));
    });
}
