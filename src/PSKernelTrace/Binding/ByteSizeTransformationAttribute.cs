using System.Globalization;
using System.Management.Automation;

namespace PSKernelTrace.Binding;

/// <summary>A size in bytes: a number, or a text with PowerShell's units (<c>'16MB'</c>, as configuration files and
/// other programs hand it over).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ByteSizeTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly (string Suffix, long Factor)[] _units =
        [("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("TB", 1L << 40), ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("", 1)];

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string text) return value; // numbers are the engine's business
        text = text.Trim();
        foreach ((string suffix, long factor) in _units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && double.TryParse(text[..^suffix.Length],
                NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number * factor is >= 0 and < long.MaxValue)
            {
                return (long)(number * factor);
            }
        }

        throw new ArgumentTransformationMetadataException($"'{text}' is not a size. Write bytes (4096) or use a unit (512KB, 16MB, 1GB).");
    }
}
