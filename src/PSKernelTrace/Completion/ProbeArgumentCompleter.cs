using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Formats.Probes;
using KernelTrace.Probes;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Completion;

/// <summary>Completes what a probe can record: the arguments of the function, fields of the event, and their members.</summary>
public sealed class ProbeArgumentCompleter : IArgumentCompleter
{
    private const int Most = 500;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.Safely(() =>
        Scope(fakeBoundParameters) is not ProbeScope scope ? []
            : ProbeArgumentCompletion.Complete(scope, Completion.Unquote(wordToComplete)).Take(Most)
                .Select(one => Completion.Result(one.Text, one.Shown, one.Tip)));

    private static ProbeScope? Scope(IDictionary bound)
    {
        var planner = new ProbePlanner(TracefsRoot.Open());
        string? First(string parameter) => bound[parameter] switch
        {
            string one => one,
            IEnumerable many => many.Cast<object>().FirstOrDefault()?.ToString(),
            _ => null
        };
        bool isReturn = bound["Return"] is { } set && LanguagePrimitives.IsTrue(set);
        if (First("Function") is string function) return planner.ScopeOf(new FunctionTarget(function) { Module = First("Module"), IsReturn = isReturn });
        if (First("Tracepoint") is string tracepoint) return planner.ScopeOfTracepoint(tracepoint);
        return First("Event") is string name && EventName.TryParse(name, out EventName item) ? planner.ScopeOf(item) : null;
    }
}
