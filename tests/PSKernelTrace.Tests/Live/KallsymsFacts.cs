using System.Globalization;
using KernelTrace.Formats.Symbols;

namespace PSKernelTrace.Tests.Live;

/// <summary>The symbols of the running kernel, read plainly.</summary>
internal sealed class KallsymsFacts : KernelFacts
{
    private readonly (ulong Start, string Name)[] _symbols = [.. File.ReadLines("/proc/kallsyms").Select(line => line.Split(' ', '\t'))
        .Select(parts => (ulong.Parse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), parts[2]))
        .Where(symbol => symbol.Item1 != 0).Order()];

    public override bool TryFindSymbol(ulong address, out KernelSymbol symbol)
    {
        int at = Array.BinarySearch(_symbols, (address, "\uffff"));
        if (at < 0) at = ~at - 1;
        symbol = at < 0 ? default : new KernelSymbol(_symbols[at].Name, _symbols[at].Start, 0, null);
        return at >= 0;
    }

    /// <summary>Whether a symbol of a name begins at an address: many addresses have several names.</summary>
    public bool HasName(ulong start, string name) => Array.BinarySearch(_symbols, (start, name)) >= 0;
}
