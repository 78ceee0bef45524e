using System.Globalization;

namespace KernelTrace.Formats.Symbols;

/// <summary>Values and expressions, as arguments of templates have them.</summary>
internal sealed partial class CxxDemangler
{
    private static readonly Dictionary<string, string> _suffixes = new (string Key, string Word)[]
    {
        ("int", ""), ("unsigned int", "u"), ("long", "l"), ("unsigned long", "ul"), ("long long", "ll"), ("unsigned long long", "ull")
    }.ToDictionary(pair => pair.Key, pair => pair.Word);

    private CxxNode Literal()
    {
        Need("L");
        if (Take("_Z") || Peek == 'Z')
        {
            Take("Z");
            CxxNode of = Encoding(top: true);
            Need("E");
            return of;
        }

        CxxNode type = Type();
        int from = _at;
        while (Peek is not ('E' or '\0')) _at++;
        string value = name[from.._at];
        Need("E");
        string sign = "";
        if (value.StartsWith('n')) (sign, value) = ("-", value[1..]);
        if (type is CxxBuiltin { Word: "bool" } && value is "0" or "1") return new CxxWord(value == "0" ? "false" : "true");
        if (type is CxxBuiltin { Word: "decltype(nullptr)" }) return new CxxWord("decltype(nullptr)" == value ? value : "(decltype(nullptr))" + value);
        if (type is CxxBuiltin builtin && _suffixes.TryGetValue(builtin.Word, out string? suffix)) return new CxxWord(sign + value + suffix);
        return new CxxSequence("(", type, ")", sign + value);
    }

    private CxxNode Expression() => Deeper<CxxNode>(() =>
    {
        if (Peek == 'L') return Literal();
        if (Peek == 'T') return TemplateParameter();
        if (Take("fp")) return FunctionParameter();
        if (Take("fL"))
        {
            Number();
            Need("p");
            return FunctionParameter();
        }

        if (Take("st")) return new CxxSequence("sizeof (", Type(), ")");
        if (Take("sz")) return new CxxSequence("sizeof (", Expression(), ")");
        if (Take("at")) return new CxxSequence("alignof (", Type(), ")");
        if (Take("sZ")) return new CxxSequence("sizeof...(", Peek == 'T' ? TemplateParameter() : Expression(), ")");
        if (Take("sp")) return new CxxExpansion(Expression());
        if (Take("nx")) return new CxxSequence("noexcept (", Expression(), ")");
        if (Take("sr")) return Scoped();
        if (Take("dt")) return new CxxSequence(Expression(), ".", ExpressionName());
        if (Take("pt")) return new CxxSequence(Expression(), "->", ExpressionName());
        if (Take("on")) return ExpressionName();
        if (Take("cl"))
        {
            CxxNode function = Expression();
            return new CxxSequence(function, new CxxList("(", ExpressionsToEnd(), ")"));
        }

        if (Take("cv"))
        {
            CxxNode type = Type();
            List<CxxNode> from = Take("_") ? ExpressionsToEnd() : [Expression()];
            return new CxxSequence("(", type, ")", new CxxList("(", from, ")"));
        }

        if (Take("tl")) return new CxxSequence(Type(), new CxxList("{", ExpressionsToEnd(), "}"));
        if (Take("il")) return new CxxList("{", ExpressionsToEnd(), "}");
        foreach ((string cast, string word) in new[] { ("sc", "static_cast"), ("dc", "dynamic_cast"), ("cc", "const_cast"), ("rc", "reinterpret_cast") })
        {
            if (Take(cast)) return new CxxSequence(word + "<", Type(), ">(", Expression(), ")");
        }

        if (char.IsAsciiDigit(Peek)) return ExpressionName();
        return Operation();
    });

    private CxxWord FunctionParameter()
    {
        Qualifiers();
        if (Take("T")) return new CxxWord("this");
        int number = Peek == '_' ? 1 : Number() + 2;
        Need("_");
        return new CxxWord(string.Create(CultureInfo.InvariantCulture, $"{{parm#{number}}}"));
    }

    private List<CxxNode> ExpressionsToEnd()
    {
        List<CxxNode> all = [];
        while (!Take("E")) all.Add(Expression());
        return all;
    }

    private CxxNode ExpressionName()
    {
        CxxNode own = char.IsAsciiDigit(Peek) ? SourceName() : Operator();
        return Peek == 'I' ? new CxxSequence(own, TemplateArguments(remember: false)) : own;
    }

    private CxxSequence Scoped()
    {
        if (Take("N")) throw Unknown();
        if (!char.IsAsciiDigit(Peek))
        {
            CxxNode type = Type();
            return new CxxSequence(type, "::", ExpressionName());
        }

        List<object> levels = [];
        while (!Take("E")) levels.AddRange([ExpressionName(), "::"]);
        return new CxxSequence([.. levels, ExpressionName()]);
    }

    private CxxSequence Operation()
    {
        string code = _at + 2 <= name.Length ? name.Substring(_at, 2) : throw Unknown();
        if (!_operators.TryGetValue(code, out string? word) || word.StartsWith(' ')) throw Unknown();
        _at += 2;
        switch (code)
        {
            case "ad":
                CxxNode of = Bracketed();
                return new CxxSequence(word, of is not CxxSequence { Inner: CxxNode inner } ? of
                    : inner is not CxxFunction function ? inner : function.Member ?? of);
            case "ng" or "de" or "co" or "nt" or "ps":
                return new CxxSequence(word, Bracketed());
            case "pp" or "mm":
                return Take("_") ? new CxxSequence(word, Bracketed()) : new CxxSequence(Bracketed(), word);
            case "qu":
                return new CxxSequence(Bracketed(), "?", Bracketed(), " : ", Bracketed());
            case "ix":
                return new CxxSequence(Bracketed(), "[", Expression(), "]");
            case "gt":
                return new CxxSequence("(", Bracketed(), word, Bracketed(), ")"); // it would end the arguments
            default:
                return new CxxSequence(Bracketed(), word, Bracketed());
        }
    }

    private CxxNode Bracketed()
    {
        bool plain = Peek is 'T' || (Peek == 's' && PeekAt(1) == 'r') || (Peek == 'f' && PeekAt(1) is 'p' or 'L') || char.IsAsciiDigit(Peek);
        CxxNode node = Expression();
        return plain ? node : new CxxSequence("(", node, ")") { Inner = node };
    }
}
