using System.Globalization;

namespace KernelTrace.Formats.Records;

/// <summary>A number that the kernel prints by name: a state, a reason, a set of flags. Prints as the kernel prints it,
/// compares with text as well as with numbers: <c>Where-Object prev_state -eq S</c>.</summary>
/// <remarks>Text is compared without regard to case, unless the kernel has names that differ in case alone, as the
/// states <c>T</c> and <c>t</c> do.</remarks>
public sealed class KernelNamedValue : IEquatable<KernelNamedValue>, IComparable<KernelNamedValue>, IComparable, IFormattable
{
    private readonly StringComparison _comparison;
    private readonly Int128? _number;

    internal KernelNamedValue(object value, string text, string? separator, StringComparison comparison)
    {
        Value = value;
        _number = Number(value);
        Text = text;
        _comparison = comparison;
        Names = text.Length == 0 ? [] : string.IsNullOrEmpty(separator) ? [text] : text.Split(separator);
    }

    private KernelNamedValue(object? value, string text)
    {
        Value = value;
        _number = value is null ? null : Number(value);
        Text = text;
        _comparison = StringComparison.OrdinalIgnoreCase;
        Names = [text];
    }

    /// <summary>The number, of the field's own type; null for a value that was made from text.</summary>
    public object? Value { get; }

    /// <summary>What the kernel prints.</summary>
    public string Text { get; }

    /// <summary>The names of the flags that are set, one by one; the text alone where the value is no set of flags.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number.</summary>
    public static implicit operator long(KernelNamedValue value) => value?._number is Int128 number ? unchecked((long)number) : 0;

    /// <summary>The number, for a script that compares an Int32 with it.</summary>
    public static explicit operator int(KernelNamedValue value) => checked((int)(long)value);

    /// <summary>The number.</summary>
    public static explicit operator uint(KernelNamedValue value) => checked((uint)(long)value);

    /// <summary>The number.</summary>
    public static explicit operator ulong(KernelNamedValue value) => unchecked((ulong)(long)value);

    /// <summary>The number.</summary>
    public static explicit operator double(KernelNamedValue value) => value?._number is Int128 number ? (double)number : 0;

    /// <summary>A value of a number, as a script writes it.</summary>
    public static implicit operator KernelNamedValue(long value) => new(value, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A value of a number, as a script writes it.</summary>
    public static implicit operator KernelNamedValue(int value) => new(value, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The bits that a value and a mask share.</summary>
    public static long operator &(KernelNamedValue value, long mask) => (long)value & mask;

    /// <summary>The bits of a value and of a mask.</summary>
    public static long operator |(KernelNamedValue value, long mask) => (long)value | mask;

    /// <summary>The bits in which a value and a mask differ.</summary>
    public static long operator ^(KernelNamedValue value, long mask) => (long)value ^ mask;

    /// <summary>Whether both are the same number or, where one was made from text, print alike.</summary>
    public static bool operator ==(KernelNamedValue? left, KernelNamedValue? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(KernelNamedValue? left, KernelNamedValue? right) => !(left == right);

    /// <summary>Orders by the number.</summary>
    public static bool operator <(KernelNamedValue left, KernelNamedValue right) => left is null ? right is not null : left.CompareTo(right) < 0;

    /// <summary>Orders by the number.</summary>
    public static bool operator >(KernelNamedValue left, KernelNamedValue right) => left is not null && left.CompareTo(right) > 0;

    /// <summary>Orders by the number.</summary>
    public static bool operator <=(KernelNamedValue left, KernelNamedValue right) => !(left > right);

    /// <summary>Orders by the number.</summary>
    public static bool operator >=(KernelNamedValue left, KernelNamedValue right) => !(left < right);

    /// <summary>The number, for languages without operators.</summary>
    public long ToInt64() => this;

    /// <summary>The shared bits, for languages without operators.</summary>
    public static long BitwiseAnd(KernelNamedValue left, long right) => left & right;

    /// <summary>All bits, for languages without operators.</summary>
    public static long BitwiseOr(KernelNamedValue left, long right) => left | right;

    /// <summary>The bits that differ, for languages without operators.</summary>
    public static long Xor(KernelNamedValue left, long right) => left ^ right;

    /// <summary>The number, for languages without operators.</summary>
    public int ToInt32() => (int)this;

    /// <summary>The number, for languages without operators.</summary>
    public uint ToUInt32() => (uint)this;

    /// <summary>The number, for languages without operators.</summary>
    public ulong ToUInt64() => (ulong)this;

    /// <summary>The number, for languages without operators.</summary>
    public double ToDouble() => (double)this;

    /// <summary>A value of a name, or of a number, to compare others with.</summary>
    public static KernelNamedValue Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new KernelNamedValue(long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null, text);
    }

    /// <inheritdoc/>
    public bool Equals(KernelNamedValue? other)
    {
        if (other is null) return false;
        if (_number is Int128 left && other._number is Int128 right) return left == right;
        return string.Equals(Text, other.Text, _number is null ? other._comparison : _comparison);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj switch
    {
        KernelNamedValue other => Equals(other),
        string text => string.Equals(Text, text, _comparison),
        sbyte or byte or short or ushort or int or uint or long or ulong => _number == Number(obj),
        _ => false,
    };

    /// <inheritdoc/>
    public override int GetHashCode() => _number is Int128 number ? unchecked((long)number).GetHashCode() : Text.GetHashCode(StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public int CompareTo(KernelNamedValue? other)
    {
        if (other is null) return 1;
        if (_number is Int128 left && other._number is Int128 right) return left.CompareTo(right);
        return string.Compare(Text, other.Text, _number is null ? other._comparison : _comparison);
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj is string text ? string.Compare(Text, text, _comparison) : CompareTo(obj as KernelNamedValue);

    /// <summary>What the kernel prints.</summary>
    public override string ToString() => Text;

    /// <summary>The number in a format of .NET; without one, what the kernel prints.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        string.IsNullOrEmpty(format) || Value is not IFormattable number ? Text : number.ToString(format, formatProvider);

    private static Int128? Number(object value) => value switch
    {
        sbyte or short or int or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        byte or ushort or uint or ulong => Convert.ToUInt64(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
