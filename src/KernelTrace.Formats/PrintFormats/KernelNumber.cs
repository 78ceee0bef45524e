namespace KernelTrace.Formats.PrintFormats;

/// <summary>Numbers as the kernel's printf writes them. It differs from C's in small ways: <c>%#x</c> of zero is
/// <c>0x0</c>.</summary>
/// <remarks>Source: <c>number</c>, <c>lib/vsprintf.c</c>.</remarks>
internal static class KernelNumber
{
    public static void Write(PrintOutput output, Conversion conversion, long value, int width, int precision)
    {
        bool signed = conversion.Kind is 'd' or 'i';
        ulong number = Cut(value, conversion.Bytes, signed);
        if (conversion.IsPlain)
        {
            switch (conversion.Kind)
            {
                case 'd' or 'i':
                    output.AppendDecimal((long)number);
                    return;
                case 'u':
                    output.AppendDecimal(number);
                    return;
                case 'x':
                    output.AppendHex(number);
                    return;
            }
        }

        bool left = conversion.Left || width < 0, zero = conversion.Zero && !left;
        width = Math.Clamp(Math.Abs(width), 0, Conversion.MaxWidth);
        precision = Math.Min(precision, Conversion.MaxWidth);
        char sign = '\0';
        if (signed)
        {
            if ((long)number < 0)
            {
                sign = '-';
                number = (ulong)-(long)number;
            }
            else if (conversion.Plus) sign = '+';
            else if (conversion.Space) sign = ' ';
        }

        int radix = conversion.Kind switch { 'x' or 'X' => 16, 'o' => 8, _ => 10 };
        Span<char> digits = stackalloc char[22];
        int first = digits.Length;
        string alphabet = conversion.Kind == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
        ulong rest = number;
        do
        {
            digits[--first] = alphabet[(int)(rest % (uint)radix)];
            rest /= (uint)radix;
        }
        while (rest != 0);
        int count = digits.Length - first;
        ReadOnlySpan<char> prefix = !conversion.Alternate || radix == 10 ? ""
            : radix == 16 ? conversion.Kind == 'X' ? "0X" : "0x"
            : number != 0 ? "0" : "";
        precision = Math.Max(precision, count);
        int padding = width - precision - prefix.Length - (sign == '\0' ? 0 : 1);
        if (!left && !zero) output.Append(' ', padding);
        if (sign != '\0') output.Append(sign);
        output.Append(prefix);
        if (zero) output.Append('0', padding);
        output.Append('0', precision - count);
        output.Append(digits[first..]);
        if (left) output.Append(' ', padding);
    }

    private static ulong Cut(long value, int bytes, bool signed) => (bytes, signed) switch
    {
        (1, true) => (ulong)(sbyte)value,
        (1, false) => (byte)value,
        (2, true) => (ulong)(short)value,
        (2, false) => (ushort)value,
        (4, true) => (ulong)(int)value,
        (4, false) => (uint)value,
        _ => (ulong)value,
    };
}
