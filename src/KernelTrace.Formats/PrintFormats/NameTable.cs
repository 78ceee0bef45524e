namespace KernelTrace.Formats.PrintFormats;

/// <summary>Names of numbers, in the order in which the kernel looks them up.</summary>
internal sealed class NameTable
{
    private readonly (ulong Value, string Name)[] _names;
    private readonly Dictionary<ulong, string> _first = [];

    public NameTable(IEnumerable<(ulong Value, string Name)> names)
    {
        _names = [.. names];
        foreach ((ulong value, string name) in _names) _first.TryAdd(value, name);
    }

    /// <summary>The name of a value; null where it has none.</summary>
    public string? Find(ulong value) => _first.GetValueOrDefault(value);

    /// <summary>The names of the flags that are set; what is left over as a number.</summary>
    public void WriteFlags(PrintOutput output, ulong value, string separator)
    {
        bool any = false;
        foreach ((ulong mask, string name) in _names)
        {
            if (value == 0) return;
            if ((value & mask) != mask) continue;
            value &= ~mask;
            if (any) output.Append(separator);
            output.Append(name);
            any = true;
        }

        if (value == 0) return;
        if (any) output.Append(separator);
        output.Append("0x");
        output.AppendHex(value);
    }

    /// <summary>The name of a value, or the number.</summary>
    public void WriteSymbol(PrintOutput output, ulong value)
    {
        if (Find(value) is { Length: > 0 } name)
        {
            output.Append(name);
            return;
        }

        output.Append("0x");
        output.AppendHex(value);
    }
}
