using System.Globalization;

namespace KernelTrace.Formats.Symbols;

/// <summary>Names.</summary>
internal sealed partial class CxxDemangler
{
    private static readonly Dictionary<string, string> _operators = new (string Key, string Word)[]
    {
        ("nw", " new"), ("na", " new[]"), ("dl", " delete"), ("da", " delete[]"), ("aw", " co_await"), ("ps", "+"), ("ng", "-"),
        ("ad", "&"), ("de", "*"), ("co", "~"), ("pl", "+"), ("mi", "-"), ("ml", "*"), ("dv", "/"), ("rm", "%"), ("an", "&"),
        ("or", "|"), ("eo", "^"), ("aS", "="), ("pL", "+="), ("mI", "-="), ("mL", "*="), ("dV", "/="), ("rM", "%="),
        ("aN", "&="), ("oR", "|="), ("eO", "^="), ("ls", "<<"), ("rs", ">>"), ("lS", "<<="), ("rS", ">>="), ("eq", "=="),
        ("ne", "!="), ("lt", "<"), ("gt", ">"), ("le", "<="), ("ge", ">="), ("ss", "<=>"), ("nt", "!"), ("aa", "&&"),
        ("oo", "||"), ("pp", "++"), ("mm", "--"), ("cm", ","), ("pm", "->*"), ("pt", "->"), ("cl", "()"), ("ix", "[]"), ("qu", "?")
    }.ToDictionary(pair => pair.Key, pair => pair.Word);

    private static readonly Dictionary<char, (string Short, string Whole, string Own)> _standard = new()
    {
        ['a'] = ("std::allocator", "std::allocator", "allocator"),
        ['b'] = ("std::basic_string", "std::basic_string", "basic_string"),
        ['s'] = ("std::string", "std::basic_string<char, std::char_traits<char>, std::allocator<char> >", "basic_string"),
        ['i'] = ("std::istream", "std::basic_istream<char, std::char_traits<char> >", "basic_istream"),
        ['o'] = ("std::ostream", "std::basic_ostream<char, std::char_traits<char> >", "basic_ostream"),
        ['d'] = ("std::iostream", "std::basic_iostream<char, std::char_traits<char> >", "basic_iostream")
    };

    private CxxNode PlainName()
    {
        string behind = "";
        return Name(ref behind);
    }

    /// <summary>A name; of a member function, with what qualifies it behind its parameters.</summary>
    private CxxNode Name(ref string behind)
    {
        if (++_depth > Deepest) throw Unknown();
        CxxNode node;
        if (Peek == 'N') node = Nested(ref behind);
        else if (Peek == 'Z') node = Local(ref behind);
        else if (Peek == 'S' && PeekAt(1) != 't')
        {
            node = Substitution();
            if (Peek != 'I') throw Unknown();
            node = Template(node);
        }
        else
        {
            bool isStandard = Take("St");
            node = Unqualified(null);
            if (isStandard) node = new CxxSequence("std::", node) { Own = node.Base, NoReturn = node.HasNoReturn };
            if (Peek == 'I')
            {
                Remember(node);
                node = Template(node);
            }
        }

        _depth--;
        return node;
    }

    private CxxNode Nested(ref string behind)
    {
        Need("N");
        if (Take("H")) behind = "";
        string qualifiers = Qualifiers();
        if (Take("O")) qualifiers += " &&";
        else if (Take("R")) qualifiers += " &";
        behind = qualifiers;
        CxxNode? sofar = null;
        while (!Take("E"))
        {
            if (Peek == 'S' && PeekAt(1) != 't')
            {
                if (sofar is not null) throw Unknown();
                sofar = Substitution(Peek == 'S' && PeekAt(2) is 'C' or 'D');
                if (Peek == 'I') continue;
                if (Peek == 'E') return sofar;
                continue;
            }

            if (Take("St"))
            {
                if (sofar is not null) throw Unknown();
                sofar = new CxxWord("std");
                continue;
            }

            if (Peek == 'I')
            {
                if (sofar is null) throw Unknown();
                sofar = Template(sofar);
            }
            else if (Peek == 'T')
            {
                sofar = TemplateParameter();
            }
            else if (Peek == 'D' && PeekAt(1) is 't' or 'T')
            {
                sofar = Decltype();
            }
            else if (Take("M"))
            {
                continue;
            }
            else
            {
                CxxNode own = Unqualified(sofar);
                sofar = sofar is null ? own : new CxxSequence(sofar, "::", own) { Own = own.Base, NoReturn = own.HasNoReturn };
            }

            if (Peek != 'E') Remember(sofar);
        }

        return sofar ?? throw Unknown();
    }

    private CxxSequence Local(ref string behind)
    {
        Need("Z");
        CxxNode function = Encoding(top: false);
        Need("E");
        if (Take("s"))
        {
            Discriminator();
            return new CxxSequence(function, "::string literal");
        }

        string within = "";
        if (Take("d"))
        {
            int number = Peek == '_' ? 1 : Number() + 2;
            Need("_");
            within = string.Create(CultureInfo.InvariantCulture, $"{{default arg#{number}}}::");
        }

        CxxNode node = Name(ref behind);
        Discriminator();
        return new CxxSequence(function, "::" + within, node) { Template = node.IsTemplate, NoReturn = node.HasNoReturn, Own = node.Base };
    }

    private void Discriminator()
    {
        if (Peek != '_') return;
        if (PeekAt(1) == '_')
        {
            _at += 2;
            Number();
            Need("_");
        }
        else if (char.IsAsciiDigit(PeekAt(1)))
        {
            _at += 2;
        }
    }

    private CxxSequence Template(CxxNode of)
    {
        CxxNode arguments = TemplateArguments(remember: true);
        return new CxxSequence(of, arguments) { Template = true, NoReturn = of.HasNoReturn, Own = of.Base };
    }

    /// <summary>The own part of a name: a word, an operator, a constructor, something without a name.</summary>
    private CxxNode Unqualified(CxxNode? within)
    {
        while (Take("L") || Take("F"))
        {
        }

        CxxNode node;
        if (char.IsAsciiDigit(Peek)) node = SourceName();
        else if (Peek == 'C' || (Peek == 'D' && PeekAt(1) is >= '0' and <= '5')) node = Constructor(within);
        else if (Take("DC")) node = Binding();
        else if (Peek == 'U') node = Unnamed();
        else node = Operator();
        while (Take("B")) node = new CxxSequence(node, "[abi:", SourceName(), "]") { NoReturn = node.HasNoReturn, Own = node.Base };
        return node;
    }

    private CxxWord SourceName()
    {
        int length = Number();
        if (length == 0 || length > name.Length - _at) throw Unknown();
        string word = name.Substring(_at, length);
        _at += length;
        return new CxxWord(word.StartsWith("_GLOBAL_", StringComparison.Ordinal) && word.Length > 9 && word[8] is '.' or '_' or '$' && word[9] == 'N'
            ? "(anonymous namespace)" : word);
    }

    private CxxSequence Constructor(CxxNode? within)
    {
        if (within is null) throw Unknown();
        bool isConstructor = Next() == 'C';
        bool inherits = isConstructor && Take("I");
        if (!char.IsAsciiDigit(Next())) throw Unknown();
        if (inherits) PlainName();
        return new CxxSequence(isConstructor ? "" : "~", within.Base) { NoReturn = true };
    }

    private CxxList Binding()
    {
        List<CxxNode> names = [];
        while (!Take("E")) names.Add(SourceName());
        return new CxxList("[", names, "]");
    }

    private CxxNode Unnamed()
    {
        if (Take("Ut"))
        {
            int number = Peek == '_' ? 1 : Number() + 2;
            Need("_");
            return new CxxWord(string.Create(CultureInfo.InvariantCulture, $"{{unnamed type#{number}}}"));
        }

        Need("Ul");
        if (Peek == 'T' && PeekAt(1) is 'y' or 'n' or 't' or 'p') throw Unknown();
        List<CxxNode> parameters = [];
        // auto parameters are arguments of a template that has none
        bool tag = _tagTemplates;
        _tagTemplates = false;
        while (!Take("E")) parameters.Add(Type());
        _tagTemplates = tag;
        int which = Peek == '_' ? 1 : Number() + 2;
        Need("_");
        return new CxxLambda(new CxxList("(", Parameters(parameters), ")"), string.Create(CultureInfo.InvariantCulture, $"#{which}}}"));
    }

    private CxxNode Operator()
    {
        if (Take("cv"))
        {
            // its type may speak of arguments that come behind it
            bool outer = _isConversion;
            _isConversion = true;
            CxxNode type = Type();
            _isConversion = outer;
            return new CxxSequence("operator ", type) { NoReturn = true };
        }

        if (Take("li")) return new CxxSequence("operator\"\" ", SourceName());
        if (_at + 2 > name.Length || !_operators.TryGetValue(name.Substring(_at, 2), out string? word)) throw Unknown();
        _at += 2;
        return new CxxWord("operator" + word);
    }

    /// <summary>What came before, or one of the standard library's names.</summary>
    private CxxNode Substitution(bool whole = false)
    {
        Need("S");
        if (_standard.TryGetValue(Peek, out var standard))
        {
            _at++;
            CxxNode node = new CxxSequence(whole || Peek is 'C' or 'D' ? standard.Whole : standard.Short) { Own = new CxxWord(standard.Own) };
            if (Peek != 'B') return node;
            while (Take("B")) node = new CxxSequence(node, "[abi:", SourceName(), "]") { Own = node.Base };
            return Remember(node);
        }

        int index = Peek == '_' ? 0 : SequenceNumber() + 1;
        Need("_");
        return index < _seen.Count ? _seen[index] : throw Unknown();
    }
}
