using System.Globalization;
using System.Management.Automation;

namespace PSKernelTrace.Binding;

/// <summary>A duration as people write it: a number is seconds; <c>500ms</c>, <c>10s</c>, <c>5m</c> and <c>1h</c> are
/// what they say; a TimeSpan is itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly (string Suffix, double Seconds)[] _units =
        [("ms", 0.001), ("us", 0.000001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400), ("", 1)];

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        TimeSpan? duration = value switch
        {
            TimeSpan span => span,
            string text => Parse(text.Trim()),
            IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal =>
                Seconds(number.ToDouble(CultureInfo.InvariantCulture)),
            _ => null,
        };
        if (duration is not TimeSpan result || result < TimeSpan.Zero)
        {
            throw new ArgumentTransformationMetadataException(
                $"'{value}' is not a duration. Write seconds (3, 0.5), a number with its unit (500ms, 10s, 5m, 1h), or a TimeSpan.");
        }

        return result;
    }

    private static TimeSpan? Parse(string text)
    {
        foreach ((string suffix, double seconds) in _units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && double.TryParse(text[..^suffix.Length],
                NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            {
                return Seconds(number * seconds);
            }
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) ? span : null;
    }

    private static TimeSpan? Seconds(double seconds) =>
        seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
