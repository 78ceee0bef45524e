namespace KernelTrace.Formats.PrintFormats;

/// <summary>Takes a printf format apart into text and conversions, by the kernel's rules.</summary>
/// <remarks>Source: <c>format_decode</c>, <c>pointer</c>, <c>lib/vsprintf.c</c>. All letters and digits behind
/// <c>%p</c> belong to it.</remarks>
internal static class FormatString
{
    /// <summary>The pieces in their order: a string or a <see cref="Conversion"/>.</summary>
    public static List<object> Parse(string format)
    {
        var pieces = new List<object>();
        int at = 0, start = 0;
        while ((at = format.IndexOf('%', at)) >= 0)
        {
            int from = at;
            if (!TryConversion(format, ref at, out Conversion? conversion)) continue; // an unknown one stays as text
            if (from > start) pieces.Add(format[start..from]);
            if (conversion is null) pieces.Add("%");
            else pieces.Add(conversion);
            start = at;
        }

        if (start < format.Length) pieces.Add(format[start..]);
        return pieces;
    }

    private static bool TryConversion(string format, ref int at, out Conversion? conversion)
    {
        conversion = null;
        int i = at + 1;
        bool left = false, zero = false, plus = false, space = false, alternate = false;
        for (; i < format.Length; i++)
        {
            if (format[i] == '-') left = true;
            else if (format[i] == '0') zero = true;
            else if (format[i] == '+') plus = true;
            else if (format[i] == ' ') space = true;
            else if (format[i] == '#') alternate = true;
            else break;
        }

        int width = Number(format, ref i), precision = -1;
        if (i < format.Length && format[i] == '.')
        {
            i++;
            precision = Number(format, ref i);
            if (precision == -1) precision = 0;
        }

        int bytes = Length(format, ref i);
        if (i >= format.Length)
        {
            at = format.Length;
            return false;
        }

        char kind = format[i++];
        at = i;
        string pointer = "";
        switch (kind)
        {
            case '%':
                return true;
            case 'd' or 'i' or 'u' or 'o' or 'x' or 'X' or 'c' or 's':
                break;
            case 'p':
                while (at < format.Length && char.IsAsciiLetterOrDigit(format[at])) at++;
                pointer = format[i..at];
                break;
            default:
                return false;
        }

        conversion = new Conversion(kind, bytes, width, precision, left, zero, plus, space, alternate, pointer);
        return true;
    }

    private static int Number(string format, ref int i)
    {
        if (i < format.Length && format[i] == '*')
        {
            i++;
            return Conversion.Star;
        }

        int value = -1;
        for (; i < format.Length && char.IsAsciiDigit(format[i]); i++)
            value = Math.Min(Math.Max(value, 0) * 10 + (format[i] - '0'), Conversion.MaxWidth);
        return value;
    }

    private static int Length(string format, ref int i)
    {
        int bytes = 4;
        for (; i < format.Length; i++)
        {
            switch (format[i])
            {
                case 'h':
                    bytes = bytes == 2 ? 1 : 2;
                    break;
                case 'l' or 'L' or 'z' or 'Z' or 't' or 'j' or 'q':
                    bytes = 8;
                    break;
                default:
                    return bytes;
            }
        }

        return bytes;
    }
}
