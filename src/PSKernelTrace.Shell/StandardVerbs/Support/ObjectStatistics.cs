using System.Globalization;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>The running statistics of one property.</summary>
internal sealed class ObjectStatistics(string? name)
{
    private static readonly ValueComparer _order = new(caseSensitive: true, CultureInfo.CurrentCulture);

    private double _sum;
    private double _mean;
    private double _squares;
    private object? _minimum;
    private object? _maximum;
    private int _lines;
    private int _words;
    private int _characters;

    public string? Name => name;

    public int Count { get; private set; }

    /// <summary>False when a number is wanted and the value is none.</summary>
    public bool Add(object? value, in MeasureWanted wanted)
    {
        Count++;
        if (wanted.NeedsText)
            AddText(value?.ToString() ?? "", wanted.IgnoreWhiteSpace);

        if (wanted.NeedsNumbers)
        {
            if (!TryNumber(value, out double number))
                return false;
            AddNumber(number);
        }

        if (wanted.Minimum)
            _minimum = Extreme(_minimum, value, 1);
        if (wanted.Maximum)
            _maximum = Extreme(_maximum, value, -1);
        return true;
    }

    /// <summary>The extremes are other than numbers, and the result must be of the class that can hold them.</summary>
    public bool HasObjectExtremes(in MeasureWanted wanted)
        => (wanted.Minimum && _minimum is not null && !TryNumber(_minimum, out _))
            || (wanted.Maximum && _maximum is not null && !TryNumber(_maximum, out _));

    public MeasureInfo ToGeneric(in MeasureWanted wanted, bool notNumeric, bool forObjects)
    {
        double? sum = notNumeric || !wanted.Sum ? null : _sum;
        double? average = notNumeric || !wanted.Average || Count == 0 ? null : _sum / Count;
        double? deviation = notNumeric || !wanted.Deviation || Count == 0 ? null
            : Count > 1 ? Math.Sqrt(_squares / (Count - 1))
            : 0;
        return forObjects
            ? new GenericObjectMeasureInfo
            {
                Property = name,
                Count = Count,
                Sum = sum,
                Average = average,
                StandardDeviation = deviation,
                Minimum = _minimum,
                Maximum = _maximum,
            }
            : new GenericMeasureInfo
            {
                Property = name,
                Count = Count,
                Sum = sum,
                Average = average,
                StandardDeviation = deviation,
                Minimum = TryNumber(_minimum, out double low) && _minimum is not null ? low : null,
                Maximum = TryNumber(_maximum, out double high) && _maximum is not null ? high : null,
            };
    }

    public TextMeasureInfo ToText(in MeasureWanted wanted)
        => new()
        {
            Property = name,
            Lines = wanted.Lines ? _lines : null,
            Words = wanted.Words ? _words : null,
            Characters = wanted.Characters ? _characters : null,
        };

    private static object? Extreme(object? best, object? value, int sign)
    {
        if (best is null)
            return value;

        // Numbers of two types are compared as numbers, anything else of two types as text.
        object? left = TryNumber(best, out double a) ? a : best;
        object? right = value is not null && TryNumber(value, out double b) ? b : value;
        if (right is not null && left.GetType() != right.GetType())
            (left, right) = (left.ToString()!, right.ToString());
        return sign * _order.Compare(left, right) > 0 ? value : best;
    }

    private static bool TryNumber(object? value, out double number)
    {
        switch (value)
        {
            case double d:
                number = d;
                return true;
            case long l:
                number = l;
                return true;
            case int i:
                number = i;
                return true;
            case ulong u:
                number = u;
                return true;
            default:
                return LanguagePrimitives.TryConvertTo(value, out number);
        }
    }

    // Welford: the plain sum of squares loses all its digits on timestamps.
    private void AddNumber(double number)
    {
        _sum += number;
        double delta = number - _mean;
        _mean += delta / Count;
        _squares += delta * (number - _mean);
    }

    private void AddText(string text, bool ignoreWhiteSpace)
    {
        if (text.Length == 0)
            return;

        bool inWord = false;
        foreach (char c in text)
        {
            bool white = char.IsWhiteSpace(c);
            if (!white && !inWord)
                _words++;
            inWord = !white;
            if (c == '\n')
                _lines++;
            if (!white || !ignoreWhiteSpace)
                _characters++;
        }

        if (text[^1] != '\n')
            _lines++;
    }
}
