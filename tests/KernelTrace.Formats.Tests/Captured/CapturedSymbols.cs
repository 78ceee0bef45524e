using System.Globalization;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Tests.Captured;

/// <summary>The part of <c>kallsyms</c> that the texts name: each symbol, and the one behind it, which is its end.
/// </summary>
internal sealed class CapturedSymbols
{
    private readonly (ulong Start, string Name, string? Module)[] _symbols;
    private readonly HashSet<string> _names;
    private readonly bool _byAddress;

    public CapturedSymbols(string kallsyms, bool byAddress = false)
    {
        _byAddress = byAddress;
        _symbols = [.. kallsyms.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', '\t'))
            .Select(parts => (ulong.Parse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), parts[2],
                parts.Length > 3 ? parts[3].Trim('[', ']') : null))
            .OrderBy(symbol => symbol.Item1)];
        _names = [.. _symbols.Select(symbol => symbol.Name)];
    }

    public bool Has(string name) => _names.Contains(name);

    /// <summary>The symbol that an address lies in; null before the first.</summary>
    public string? Find(ulong address) => TryFind(address, out KernelSymbol symbol) ? symbol.Name : null;

    /// <summary>The symbol that an address lies in, with its size.</summary>
    public bool TryFind(ulong address, out KernelSymbol symbol)
    {
        symbol = default;
        int low = 0, high = _symbols.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_symbols[middle].Start <= address) low = middle + 1;
            else high = middle;
        }

        if (low == 0) return false;
        ulong start = _symbols[low - 1].Start;
        // of several names for one address the kernel takes the first
        int first = low - 1;
        while (first > 0 && _symbols[first - 1].Start == start) first--;
        ulong end = low < _symbols.Length ? _symbols[low].Start : start;
        // the last symbol of a module ends with its page at the latest: what lies behind is no module's
        if (_byAddress && _symbols[first].Module is string module && (low == _symbols.Length || _symbols[low].Module != module))
        {
            ulong page = (start | 0xfff) + 1;
            if (address >= page) return false;
            end = Math.Min(end, page);
        }

        symbol = new KernelSymbol(_symbols[first].Name, start, end - start, _symbols[first].Module);
        return true;
    }
}
