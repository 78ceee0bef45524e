using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Probes;

namespace PSKernelTrace.Completion;

/// <summary>Completes the functions and the marks of the program that is named before.</summary>
public sealed class SymbolCompleter : IArgumentCompleter
{
    private const int Most = 500;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.Safely(() =>
    {
        string word = Completion.Unquote(wordToComplete);
        if (Open(fakeBoundParameters) is not UserProgram program) return [];
        IEnumerable<(string Name, string Tip)> names = parameterName == "Usdt"
            ? program.Marks.Select(mark => (mark.ToString(), string.Join(' ', mark.Arguments)))
            : program.Functions.Select(function => (Name(function), function.ToString()));
        return names.Where(one => one.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).DistinctBy(one => one.Name)
            .OrderBy(one => one.Name, StringComparer.Ordinal).Take(Most)
            .Select(one => Completion.Result(one.Name, one.Name, one.Tip.Length > 0 ? one.Tip : one.Name));
    });

    private static UserProgram? Open(IDictionary bound)
    {
        string? path = bound["Path"]?.ToString();
        object? process = bound["Process"] ?? bound["ProcessId"] ?? bound["Id"] ?? bound["Pid"];
        if (process is not null && int.TryParse(process.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            return UserProgram.OfProcess(pid, path);
        return path is null ? null : UserProgram.Open(Path.GetFullPath(path));
    }

    private static string Name(UserFunction function) => function.DemangledName is string name && name.IndexOf('(', StringComparison.Ordinal) is int at and > 0
        ? name[..at] : function.DemangledName ?? function.Name;
}
