using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using Microsoft.PowerShell.Commands;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>An object as one line of CSV.</summary>
internal sealed class CsvLine
{
    private readonly StringBuilder _text = new();
    private readonly string[] _names;
    private readonly PropertyGetter[] _getters;
    private readonly bool[]? _quoted;
    private readonly char _delimiter;
    private readonly CsvQuoteKind _kind;

    public CsvLine(IReadOnlyList<string> columns, char delimiter, CsvQuoteKind kind, string[]? quoted)
    {
        _names = [.. columns];
        _getters = [.. columns.Select(c => new PropertyGetter(c))];
        _quoted = quoted is null ? null : [.. columns.Select(c => quoted.Contains(c, StringComparer.OrdinalIgnoreCase))];
        _delimiter = delimiter;
        _kind = kind;
    }

    public static IReadOnlyList<string> ColumnsOf(PSObject input)
        => input.BaseObject is IDictionary map
            ? [.. map.Keys.Cast<object>().Select(k => k.ToString()!)]
            : [.. input.Properties.Select(p => p.Name)];

    public string Header()
    {
        _text.Clear();
        for (int i = 0; i < _names.Length; i++)
            Append(i, _names[i]);
        return _text.ToString();
    }

    public string Of(PSObject input)
    {
        _text.Clear();
        for (int i = 0; i < _getters.Length; i++)
            Append(i, _getters[i].TryGet(input, out object? value) ? value?.ToString() : null);
        return _text.ToString();
    }

    // A null is nothing between two delimiters; an empty string is an empty pair of quotes.
    private void Append(int column, string? field)
    {
        if (column > 0)
            _text.Append(_delimiter);
        if (field is null)
            return;

        if (_quoted?[column] ?? IsQuoted(field))
            _text.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            _text.Append(CultureInfo.InvariantCulture, $"{field}");
    }

    private bool IsQuoted(string field)
        => _kind switch
        {
            CsvQuoteKind.Never => false,
            CsvQuoteKind.AsNeeded => field.AsSpan().IndexOfAny(_delimiter, '\n', '"') >= 0,
            _ => true,
        };
}
