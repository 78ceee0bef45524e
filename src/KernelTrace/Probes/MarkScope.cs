using System.Globalization;
using KernelTrace.Formats.Probes;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Probes;

/// <summary>The names at a mark of a program: <c>arg1</c> and on, also as <c>$arg1</c>.</summary>
internal sealed class MarkScope(UsdtMark mark) : ProbeScope
{
    public override string Subject => mark.ToString();

    public override IReadOnlyList<string> Names => [.. mark.Arguments.Select((_, index) => Name(index))];

    public override string Source => $"{mark} tells nothing.";

    /// <summary>All arguments of a mark that can be fetched, as a user would write them.</summary>
    public static IReadOnlyList<string> AllOf(UsdtMark mark) =>
        [.. mark.Arguments.Select((one, index) => (one, index)).Where(pair => pair.one.ToFetchArgument() is not null).Select(pair => $"{Name(pair.index)}:{pair.one.FetchType}")];

    public override bool TryFind(string name, out ProbePlace place, out string? whyNot)
    {
        (place, whyNot) = (default, null);
        int number = ArgumentNumber(name[0] == '$' ? name : "$" + name);
        if (number < 1 || number > mark.Arguments.Count) return false;
        UsdtArgument argument = mark.Arguments[number - 1];
        if (argument.ToFetchArgument() is string fetch) place = ProbePlace.Unknown(fetch[..fetch.LastIndexOf(':')]);
        else whyNot = $"{argument}: {argument.Reason}";
        return whyNot is null;
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"arg{index + 1}");
}
