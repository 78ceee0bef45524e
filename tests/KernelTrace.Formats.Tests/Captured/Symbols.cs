using System.Globalization;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>The part of <c>kallsyms</c> that the texts name: each symbol, and the one behind it, which is its end.
/// </summary>
internal sealed class Symbols
{
    private readonly (ulong Start, string Name)[] _symbols;
    private readonly HashSet<string> _names;

    public Symbols(string kallsyms)
    {
        _symbols = [.. kallsyms.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', '\t'))
            .Select(parts => (ulong.Parse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), parts[2]))
            .OrderBy(symbol => symbol.Item1)];
        _names = [.. _symbols.Select(symbol => symbol.Name)];
    }

    public bool Has(string name) => _names.Contains(name);

    /// <summary>The symbol that an address lies in; null before the first.</summary>
    public string? Find(ulong address)
    {
        int at = Array.FindLastIndex(_symbols, symbol => symbol.Start <= address);
        return at < 0 ? null : _symbols[at].Name;
    }
}
