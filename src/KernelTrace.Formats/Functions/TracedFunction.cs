using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Functions;

/// <summary>A function that an address lies in, and what its types are. Looked up once for each address.</summary>
internal sealed class TracedFunction
{
    private readonly KernelFacts _facts;
    private IReadOnlyList<KernelParameter>? _parameters;
    private KernelParameter? _return;

    public TracedFunction(KernelFacts facts, ulong address)
    {
        _facts = facts;
        bool known = facts.TryFindSymbol(address, out KernelSymbol symbol);
        IsKnown = known;
        Name = known ? symbol.Name : "0x" + address.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        Module = known ? symbol.Module : null;
    }

    public bool IsKnown { get; }

    /// <summary>The symbol; the address in hex where it has none.</summary>
    public string Name { get; }

    public string? Module { get; }

    public IReadOnlyList<KernelParameter> Parameters => _parameters ??= FindParameters();

    /// <summary>What it returns; of the kind Unknown where that is not known.</summary>
    public KernelParameter Return => _return ??= IsKnown && _facts.TryFindReturn(Name, out KernelParameter type) ? type
        : new KernelParameter("", KernelParameterKind.Unknown, 8, "");

    private IReadOnlyList<KernelParameter> FindParameters() =>
        IsKnown && _facts.TryFindParameters(Name, out IReadOnlyList<KernelParameter> parameters) ? parameters : [];
}
