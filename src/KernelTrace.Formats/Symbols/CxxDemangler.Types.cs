namespace KernelTrace.Formats.Symbols;

/// <summary>Types.</summary>
internal sealed partial class CxxDemangler
{
    private static readonly Dictionary<char, string> _builtins = new (char Key, string Word)[]
    {
        ('v', "void"), ('w', "wchar_t"), ('b', "bool"), ('c', "char"), ('a', "signed char"), ('h', "unsigned char"), ('s', "short"),
        ('t', "unsigned short"), ('i', "int"), ('j', "unsigned int"), ('l', "long"), ('m', "unsigned long"), ('x', "long long"),
        ('y', "unsigned long long"), ('n', "__int128"), ('o', "unsigned __int128"), ('f', "float"), ('d', "double"),
        ('e', "long double"), ('g', "__float128"), ('z', "...")
    }.ToDictionary(pair => pair.Key, pair => pair.Word);

    private static readonly Dictionary<char, string> _others = new (char Key, string Word)[]
    {
        ('a', "auto"), ('c', "decltype(auto)"), ('n', "decltype(nullptr)"), ('i', "char32_t"), ('s', "char16_t"), ('u', "char8_t"),
        ('d', "decimal64"), ('e', "decimal128"), ('f', "decimal32"), ('h', "half")
    }.ToDictionary(pair => pair.Key, pair => pair.Word);

    private string Qualifiers()
    {
        string words = "";
        while (Peek is 'r' or 'V' or 'K')
            words = (Next() switch { 'r' => " __restrict", 'V' => " volatile", _ => " const" }) + words;
        // the one nearest to the type stands first
        return words;
    }

    private CxxNode Type() => Deeper(OneType);

    private CxxNode OneType()
    {
        char c = Peek;
        if (_builtins.TryGetValue(c, out string? builtin))
        {
            _at++;
            return new CxxBuiltin(builtin);
        }

        switch (c)
        {
            case 'r' or 'V' or 'K':
                string words = Qualifiers();
                if (Peek == 'F' || (Peek == 'D' && PeekAt(1) is 'o' or 'O' or 'w' or 'x')) return Remember(FunctionType(words));
                return Remember(new CxxQualified(Type(), words));
            case 'P':
                _at++;
                return Remember(new CxxPointer(Type(), new CxxWord("*")));
            case 'R':
                _at++;
                return Remember(new CxxReference(Type(), "&"));
            case 'O':
                _at++;
                return Remember(new CxxReference(Type(), "&&"));
            case 'C':
                _at++;
                return Remember(new CxxSequence(Type(), " _Complex"));
            case 'G':
                _at++;
                return Remember(new CxxSequence(Type(), " _Imaginary"));
            case 'F':
                return Remember(FunctionType(""));
            case 'A':
                return Remember(ArrayType());
            case 'M':
                _at++;
                CxxNode of = Type();
                return Remember(new CxxPointer(Type(), new CxxSequence(of, "::*")));
            case 'U':
                _at++;
                CxxWord word = SourceName();
                CxxNode? arguments = Peek == 'I' ? TemplateArguments(remember: false) : null;
                CxxNode type = Type();
                return Remember(arguments is null ? new CxxSequence(type, " ", word) : new CxxSequence(type, " ", word, arguments));
            case 'u':
                _at++;
                return Remember(SourceName());
            case 'T' when PeekAt(1) is 's' or 'u' or 'e':
                _at += 2;
                return Remember(PlainName());
            case 'T':
                CxxNode parameter = Remember(TemplateParameter());
                return Peek == 'I' ? Remember(new CxxSequence(parameter, TemplateArguments(remember: false)) { Template = true, Own = parameter.Base }) : parameter;
            case 'D':
                return Extended();
            case 'S' when PeekAt(1) != 't':
                CxxNode seen = Substitution();
                return Peek == 'I' ? Remember(new CxxSequence(seen, TemplateArguments(remember: false)) { Template = true, Own = seen.Base }) : seen;
            default:
                // a type's template arguments are not those of the function
                (List<CxxNode> kept, string ignored) = (_arguments, "");
                CxxNode named = Name(ref ignored);
                _arguments = kept;
                return Remember(named);
        }
    }

    private CxxFunction FunctionType(string qualifiers)
    {
        string noThrow = "";
        if (Take("Do")) noThrow = " noexcept";
        else if (Peek == 'D') throw Unknown();
        Need("F");
        Take("Y");
        CxxNode returns = Type();
        List<CxxNode> parameters = [];
        string reference = "";
        while (!Take("E"))
        {
            if (Take("RE"))
            {
                reference = " &";
                break;
            }

            if (Take("OE"))
            {
                reference = " &&";
                break;
            }

            parameters.Add(Type());
        }

        return new CxxFunction(returns, null, Parameters(parameters), qualifiers + reference + noThrow);
    }

    private CxxArray ArrayType()
    {
        Need("A");
        CxxNode? length = null;
        if (char.IsAsciiDigit(Peek))
        {
            int from = _at;
            Number();
            length = new CxxWord(name[from.._at]);
        }
        else if (Peek != '_')
        {
            length = Expression();
        }

        Need("_");
        return new CxxArray(Type(), length);
    }

    private CxxNode Extended()
    {
        char c = PeekAt(1);
        switch (c)
        {
            case 'p':
                _at += 2;
                return Remember(new CxxExpansion(Type()));
            case 't' or 'T':
                return Remember(Decltype());
            case 'o':
                return Remember(FunctionType(""));
            case 'v':
                _at += 2;
                int from = _at;
                Number();
                string count = name[from.._at];
                Need("_");
                return Remember(new CxxSequence(Type(), $" __vector({count})"));
            case 'F':
                _at += 2;
                int bits = _at;
                Number();
                string width = name[bits.._at];
                return Take("_") ? new CxxBuiltin($"_Float{width}") : Take("x") ? new CxxBuiltin($"_Float{width}x")
                    : Take("b") ? new CxxBuiltin("std::bfloat16_t") : throw Unknown();
        }

        if (!_others.TryGetValue(c, out string? word)) throw Unknown();
        _at += 2;
        return new CxxBuiltin(word);
    }

    private CxxSequence Decltype()
    {
        _at += 2;
        CxxNode of = Expression();
        Need("E");
        return new CxxSequence("decltype (", of, ")");
    }
}
