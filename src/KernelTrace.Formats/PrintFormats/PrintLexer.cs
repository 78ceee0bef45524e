using System.Globalization;
using System.Text;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Cuts the text of a <c>print fmt</c> into C tokens.</summary>
/// <remarks>
/// The text is what the C preprocessor made of a macro argument. Strings are bytes in the kernel: escapes above 0x7f in a
/// row are read as UTF-8. A name that touches a string, as <c>u8"..."</c>, does not occur.
/// </remarks>
/// <param name="text">The whole text.</param>
/// <param name="formatEnd">Up to here quotes do not end the first string.</param>
internal sealed class PrintLexer(string text, int formatEnd = -1)
{
    private static readonly string[] _marks =
        ["<<=", ">>=", "...", "->", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "++", "--"];

    private int _at;

    /// <summary>The next token; <see cref="PrintTokenKind.End"/> behind the last.</summary>
    public PrintToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        int start = _at;
        if (start == text.Length) return new PrintToken(PrintTokenKind.End, start, "");
        char c = text[start];
        if (char.IsAsciiLetter(c) || c == '_')
        {
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '$')) _at++;
            return new PrintToken(PrintTokenKind.Name, start, text[start.._at]);
        }

        if (char.IsAsciiDigit(c)) return Number();
        if (c == '"') return new PrintToken(PrintTokenKind.Text, start, Quoted('"'));
        if (c == '\'')
        {
            string value = Quoted('\'');
            if (value.Length != 1) throw new PrintFormatException(text, start, "a character constant holds one character");
            return new PrintToken(PrintTokenKind.Number, start, "", value[0], CType.Int);
        }

        foreach (string mark in _marks)
        {
            if (string.CompareOrdinal(text, start, mark, 0, mark.Length) != 0) continue;
            _at += mark.Length;
            return new PrintToken(PrintTokenKind.Mark, start, mark);
        }

        _at++;
        return new PrintToken(PrintTokenKind.Mark, start, c.ToString());
    }

    private PrintToken Number()
    {
        int start = _at;
        while (_at < text.Length && char.IsAsciiLetterOrDigit(text[_at])) _at++;
        ReadOnlySpan<char> word = text.AsSpan(start, _at - start);
        ReadOnlySpan<char> digits = word;
        int longs = 0;
        bool isUnsigned = false, hex = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        while (digits.Length > 1 && digits[^1] is 'u' or 'U' or 'l' or 'L')
        {
            if (digits[^1] is 'u' or 'U') isUnsigned = true;
            else longs++;
            digits = digits[..^1];
        }

        if (!TryParse(digits, hex, out ulong value))
            throw new PrintFormatException(text, start, $"'{word}' is no number of at most 64 bits");
        // C gives a constant the first type that holds it; decimal ones never become unsigned by themselves
        bool decimals = !hex && digits[0] != '0';
        CType type =
            longs == 0 && value <= int.MaxValue && !isUnsigned ? CType.Int
            : longs == 0 && value <= uint.MaxValue && (isUnsigned || !decimals) ? CType.UInt
            : value <= long.MaxValue && !isUnsigned ? CType.Long
            : CType.ULong;
        return new PrintToken(PrintTokenKind.Number, start, "", value, type);
    }

    private static bool TryParse(ReadOnlySpan<char> digits, bool hex, out ulong value)
    {
        if (hex) return ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        if (digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase))
            return ulong.TryParse(digits[2..], NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out value);
        if (digits[0] != '0' || digits.Length == 1)
            return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        value = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7' || value >> 61 != 0) return false;
            value = value * 8 + (uint)(digit - '0');
        }

        return true;
    }

    private string Quoted(char quote)
    {
        int start = _at++;
        var value = new StringBuilder();
        var bytes = new List<byte>();
        while (_at < text.Length && (text[_at] != quote || _at < formatEnd))
        {
            bool escaped = text[_at] == '\\';
            char c = escaped ? Escape() : text[_at++];
            // a character constant is a number
            if (escaped && c > 0x7f && quote == '"')
            {
                bytes.Add((byte)c);
                continue;
            }

            Flush();
            value.Append(c);
        }

        Flush();
        if (_at == text.Length) throw new PrintFormatException(text, start, "this string does not end");
        _at++;
        return value.ToString();

        void Flush()
        {
            if (bytes.Count == 0) return;
            value.Append(Encoding.UTF8.GetString(bytes.ToArray()));
            bytes.Clear();
        }
    }

    private char Escape()
    {
        int start = _at++;
        if (_at == text.Length) throw new PrintFormatException(text, start, "nothing stands behind this backslash");
        char c = text[_at++];
        switch (c)
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'a': return '\a';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'e': return '\e';
            case 'x':
                int value = 0, digits = 0;
                for (; _at < text.Length && char.IsAsciiHexDigit(text[_at]) && digits < 2; digits++)
                    value = value * 16 + Convert.ToInt32(text[_at++].ToString(), 16);
                return (char)value;
            case >= '0' and <= '7':
                value = c - '0';
                for (digits = 1; _at < text.Length && text[_at] is >= '0' and <= '7' && digits < 3; digits++)
                    value = value * 8 + (text[_at++] - '0');
                return (char)(value & 0xff);
            default: return c;
        }
    }
}
