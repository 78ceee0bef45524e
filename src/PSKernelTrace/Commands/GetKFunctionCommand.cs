using System.Management.Automation;
using KernelTrace.Functions;
using PSKernelTrace.Completion;
using PSKernelTrace.Errors;

namespace PSKernelTrace.Commands;

/// <summary>Lists the functions of this kernel.</summary>
[Cmdlet(VerbsCommon.Get, "KFunction")]
[OutputType(typeof(KFunction))]
public sealed class GetKFunctionCommand : KTraceCommand
{
    /// <summary>What the kernel itself is called where modules are named.</summary>
    private static readonly string[] _kernelNames = ["kernel", "vmlinux"];

    private KernelFunctions? _functions;
    private WildcardPattern[]? _modules;
    private bool _warnedOfList;

    /// <summary>Names or patterns of functions.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Names or patterns of the modules they are in.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModuleCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Module { get; set; }

    /// <summary>Lists by a pattern also what cannot be traced.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _functions = KernelFunctions.Of(Root);
        _modules = Module is null ? null : [.. Module.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase))];
        string? why = _functions.WhyNoAddresses;
        if (_functions.Count == 0)
            ThrowTerminatingError(KernelErrors.NotFound("Symbols", $"The functions of this kernel are not known: {why}.", "/proc/kallsyms"));
        if (why is not null) WriteWarning($"Functions have no address: {why}.");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            bool any = false;
            bool pattern = WildcardPattern.ContainsWildcardCharacters(name);
            foreach (KFunction function in pattern ? Matching(name) : Named(name))
            {
                any = true;
                WriteObject(function);
            }

            if (!any) WriteError(KernelErrors.NotFound("Function", pattern ? NoMatch(name) : NoFunction(name), name));
        }
    }

    private IEnumerable<KFunction> Matching(string name)
    {
        if (!All && !_warnedOfList && _functions!.WhyTraceableUnknown is Exception why)
        {
            _warnedOfList = true;
            WriteWarning($"All functions are listed, as this kernel does not tell which can be traced: {why.Message}.");
        }

        IEnumerable<KFunction> functions = _functions!.List(All).Where(InModule);
        if (name == "*") return functions;
        var wildcard = new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.Compiled);
        return functions.Where(function => wildcard.IsMatch(function.Name));
    }

    private IEnumerable<KFunction> Named(string name)
    {
        IReadOnlyList<KFunction> found = _functions!.Find(name);
        return (found.Count > 0 ? found : _functions.FindAnyCase(name)).Where(InModule);
    }

    private bool InModule(KFunction function) => _modules is null || _modules.Any(pattern =>
        function.Module is null ? _kernelNames.Any(pattern.IsMatch) : pattern.IsMatch(function.Module));

    private string NoMatch(string name)
    {
        string where = Module is null ? "" : $" in {string.Join(" or ", Module)}";
        return $"No function{where} matches '{name}'{(All ? "" : " and can be traced; -All lists the others too")}.";
    }

    private string NoFunction(string name)
    {
        IReadOnlyList<KFunction> elsewhere = Module is null ? [] : _functions!.Find(name);
        return elsewhere.Count == 0 ? _functions!.Explain(name).Text
            : $"There is no '{name}' in {string.Join(" or ", Module!)}; there is one in {elsewhere[0].Module ?? "the kernel itself"}.";
    }
}
