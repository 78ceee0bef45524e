using System.Globalization;
using System.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>Names that compilers of C++ and Rust make of a function's whole name, and what they stand for.</summary>
public static class MangledName
{
    private const int RustHash = 16;

    /// <summary>The name in its language, such as <c>Foo::bar(int)</c>; null for a name that is none of these, or of a form
    /// that is not known.</summary>
    public static string? Demangle(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return CxxDemangler.Demangle(name) is string text ? Rust(text) ?? text : null;
    }

    /// <summary>A function's name without what it returns, its parameters and what the compiler added, such as
    /// <c>Foo::bar</c>; null for a part that was split off (<c>[clone .cold]</c>).</summary>
    public static string? QualifiedName(string demangled)
    {
        ArgumentNullException.ThrowIfNull(demangled);
        if (demangled.Contains(" [clone ", StringComparison.Ordinal)) return null;
        ReadOnlySpan<char> text = demangled;
        foreach (string end in new[] { " &&", " &", " const", " volatile", " const" })
        {
            if (text.EndsWith(end)) text = text[..^end.Length];
        }

        if (text.EndsWith(")"))
        {
            int depth = 0, at = text.Length - 1;
            for (; at >= 0; at--)
            {
                if (text[at] == ')') depth++;
                else if (text[at] == '(' && --depth == 0) break;
            }

            // operator() alone has nothing to cut
            if (at > 0 && !(text.Length - at == 2 && text[..at].EndsWith("operator"))) text = text[..at];
        }

        return WithoutTags(text[Begin(text)..]);
    }

    /// <summary>A name without white space, by which two people's spellings of it are the same.</summary>
    public static string WithoutSpaces(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>Where the name begins, behind what the function returns.</summary>
    private static int Begin(ReadOnlySpan<char> text)
    {
        int depth = 0, begin = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '<' or '(' or '{' or '[':
                    depth++;
                    break;
                case '>' or ')' or '}' or ']':
                    depth--;
                    break;
                case ' ' when depth == 0:
                    begin = i + 1;
                    break;
                case 'o' when depth == 0 && (i == 0 || !(char.IsAsciiLetterOrDigit(text[i - 1]) || text[i - 1] == '_'))
                    && text[i..].StartsWith("operator") && i + 8 < text.Length && !(char.IsAsciiLetterOrDigit(text[i + 8]) || text[i + 8] == '_'):
                    return begin; // all behind it is its name
            }
        }

        return begin;
    }

    private static string WithoutTags(ReadOnlySpan<char> text)
    {
        string name = text.ToString();
        for (int at; (at = name.IndexOf("[abi:", StringComparison.Ordinal)) >= 0;)
        {
            int end = name.IndexOf(']', at);
            if (end < 0) break;
            name = name.Remove(at, end - at + 1);
        }

        return name;
    }

    /// <summary>A name of Rust's older form, which is one of C++ with a hash behind it: <c>core::fmt::write::h0123456789abcdef</c>,
    /// and <c>$LT$</c> and its like for signs.</summary>
    private static string? Rust(string text)
    {
        int hash = text.Length - RustHash;
        if (hash < 4 || !text.AsSpan(0, hash).EndsWith("::h") || !text.Skip(hash).All(char.IsAsciiHexDigitLower)) return null;
        text = text[..(hash - 3)].Replace("::_$", "::$", StringComparison.Ordinal);
        if (text.StartsWith("_$", StringComparison.Ordinal)) text = text[1..];
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int end = text[i] == '$' ? text.IndexOf('$', i + 1) : -1;
            if (end > 0 && Sign(text.AsSpan((i + 1)..end)) is string sign)
            {
                plain.Append(sign);
                i = end;
            }
            else if (text.AsSpan(i).StartsWith(".."))
            {
                plain.Append("::");
                i++;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    private static string? Sign(ReadOnlySpan<char> word) => word switch
    {
        "SP" => "@",
        "BP" => "*",
        "RF" => "&",
        "LT" => "<",
        "GT" => ">",
        "LP" => "(",
        "RP" => ")",
        "C" => ",",
        _ => word.Length is > 1 and < 7 && word[0] == 'u'
            && int.TryParse(word[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rune) && Rune.IsValid(rune)
            ? new Rune(rune).ToString() : null
    };
}
