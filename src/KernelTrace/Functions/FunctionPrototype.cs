using KernelTrace.Formats.Btf;
using KernelTrace.Symbols;

namespace KernelTrace.Functions;

/// <summary>The prototype of a function by the kernel's types, as texts in C; all null where there is none.</summary>
internal sealed record FunctionPrototype(string? Text, string? ReturnType, IReadOnlyList<KFunctionParameter>? Parameters)
{
    private static readonly FunctionPrototype _none = new(null, null, null);

    /// <summary>Asks by the whole name: types have a function by its name in the source, also where only variants of it exist,
    /// and these take other arguments. Several of one name do where they are alike.</summary>
    public static FunctionPrototype Of(KernelBtf types, string name, string? module)
    {
        IReadOnlyList<BtfType> found = types.FindFunctions(name, module);
        if (found.Count == 0) return _none;
        try
        {
            BtfType function = found[0];
            string text = function.ToString();
            if (found.Skip(1).Any(other => other.Target != function.Target && other.ToString() != text)) return _none;
            // arrays: what a collection expression makes, PowerShell cannot index
            return new FunctionPrototype(text, function.ReturnType.ToString(), function.Parameters.Select(Parameter).ToArray());
        }
        catch (BtfException)
        {
            return _none;
        }
    }

    private static KFunctionParameter Parameter(BtfParameter parameter) => parameter.IsVariadic
        ? new KFunctionParameter("...", "...", "...")
        : new KFunctionParameter(parameter.Name, parameter.Type.ToString(), parameter.ToString());
}
