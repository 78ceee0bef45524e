using System.Globalization;

namespace KernelTrace.Formats.Records;

/// <summary>An address of the kernel or of a user process. Prints in hex and compares as a number.</summary>
/// <param name="Value">The address.</param>
public readonly record struct KernelAddress(ulong Value)
    : IComparable<KernelAddress>, IComparable, IFormattable
{
    /// <summary>The number itself.</summary>
    public static implicit operator ulong(KernelAddress address) => address.Value;

    /// <summary>An address from a number.</summary>
    public static implicit operator KernelAddress(ulong value) => new(value);

    /// <summary>An address from a number, as a script writes it.</summary>
    public static implicit operator KernelAddress(long value) => new((ulong)value);

    /// <summary>An address from a number, as a script writes it.</summary>
    public static implicit operator KernelAddress(int value) => new((ulong)(long)value);

    /// <summary>Orders by the unsigned number.</summary>
    public static bool operator <(KernelAddress left, KernelAddress right) => left.Value < right.Value;

    /// <summary>Orders by the unsigned number.</summary>
    public static bool operator >(KernelAddress left, KernelAddress right) => left.Value > right.Value;

    /// <summary>Orders by the unsigned number.</summary>
    public static bool operator <=(KernelAddress left, KernelAddress right) => left.Value <= right.Value;

    /// <summary>Orders by the unsigned number.</summary>
    public static bool operator >=(KernelAddress left, KernelAddress right) => left.Value >= right.Value;

    /// <summary>The number itself, for languages without operators.</summary>
    public ulong ToUInt64() => Value;

    /// <summary>Reads what <see cref="ToString()"/> prints, or a decimal number.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static KernelAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool hex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ulong.TryParse(hex ? text.AsSpan(2) : text, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture, out ulong value)
            ? new KernelAddress(value)
            : throw new FormatException($"'{text}' is no address: hex with 0x, or a decimal number, of at most 64 bits");
    }

    /// <inheritdoc/>
    public int CompareTo(KernelAddress other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj is KernelAddress other ? CompareTo(other) : 1;

    /// <summary>Hex with <c>0x</c>.</summary>
    public override string ToString() => "0x" + Value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The number in a format of <see cref="ulong"/>; without one, hex with <c>0x</c>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        string.IsNullOrEmpty(format) ? ToString() : Value.ToString(format, formatProvider);
}
