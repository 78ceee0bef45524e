using KernelTrace.Formats.Symbols;

namespace KernelTrace.Functions;

/// <summary>Finds out why a name is not that of a function to trace.</summary>
internal sealed class FunctionExplanation(FunctionSnapshot kernel, string name)
{
    private const int MostNames = 5;

    public FunctionFinding Find()
    {
        IReadOnlyList<int> found = kernel.Functions.Find(name);
        return found.Count > 0 ? Present(found) : Absent();
    }

    private FunctionFinding Present(IReadOnlyList<int> found)
    {
        FunctionSymbols functions = kernel.Functions;
        if (found.All(functions.IsPadding))
            return Finding(FunctionFindingKind.Padding, $"'{name}' is the padding before a function, which is never run.");
        if (found.All(functions.IsInit))
            return Finding(FunctionFindingKind.Discarded, $"'{name}' was needed only to start the kernel; its memory has been given back.");
        bool traceable = found.Any(one => kernel.Traceable?[one] == true);
        if (found.All(one => kernel.IsBlacklisted(one) == true))
        {
            return Finding(FunctionFindingKind.Blacklisted, $"'{name}' is on the kernel's list of functions that kprobes refuse, "
                + "since they run through it themselves" + (traceable ? "; the function tracer can trace it." : "."));
        }

        if (traceable) return Finding(FunctionFindingKind.Traceable, $"'{name}' can be traced.");
        if (kernel.Traceable is null)
        {
            return Finding(FunctionFindingKind.Unknown, $"'{name}' is there, but this kernel does not tell whether it can be traced: "
                + kernel.TraceableError!.Message);
        }

        string[] first = [.. found.SelectMany(functions.AtSameAddress).Where(one => kernel.Traceable[one])
            .Select(one => functions[one].Name).Distinct()];
        return first.Length > 0
            ? Finding(FunctionFindingKind.Alias, $"'{name}' is another name of {Join(first)}, which can be traced.", first)
            : Finding(FunctionFindingKind.Notrace, $"'{name}' is there, but not traceable (notrace, or code in assembly). kprobes "
                + "take it only where the kernel has CONFIG_KPROBE_EVENTS_ON_NOTRACE.");
    }

    private FunctionFinding Absent()
    {
        if (KernelFunctions.VariantsOf(kernel, name) is { Count: > 0 } variants)
        {
            return Finding(FunctionFindingKind.OnlyVariants, $"'{name}' exists only in what the compiler made of it: {Join(variants)}. "
                + "Their arguments may differ from the function's.", variants);
        }

        if (kernel.Table.TryFind(name, out _)) return Finding(FunctionFindingKind.Data, $"'{name}' is data of the kernel, not a function.");
        IReadOnlyList<string> near = NearFunctions.Find(kernel, name);
        string hint = near.Count > 0 ? $" Did you mean {string.Join(" or ", near)}?" : "";
        bool declared = kernel.Facts.Types.Kernel?.FindFunctions(name).Count > 0;
        string reason = declared ? "is inlined, so that it cannot be traced: the kernel's types have it, its code does not"
            : kernel.Functions.Count == 0 ? $"cannot be looked up: {kernel.Facts.Symbols.WhyNone}"
            : "is no function of this kernel or of its loaded modules, or it is inlined into its callers";
        return Finding(FunctionFindingKind.Missing, $"'{name}' {reason}.{hint}", near);
    }

    private FunctionFinding Finding(FunctionFindingKind kind, string text, IReadOnlyList<string>? names = null) =>
        new(name, kind, names ?? [], text);

    private static string Join(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
}
