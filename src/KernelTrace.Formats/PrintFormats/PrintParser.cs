using System.Text;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Reads the C expressions of a <c>print fmt</c>: the arguments of a printf.</summary>
/// <remarks>
/// <code>
/// print fmt   = text { "," expression } .
/// expression  = binary [ "?" [ expression ] ":" expression ] .
/// binary      = unary { operator unary } .                      C's ten levels of precedence
/// unary       = ( "!" | "~" | "-" | "+" | "*" | "&amp;" | "(" type ")" ) unary | "sizeof" ... | postfix .
/// postfix     = primary { "->" name | "." name | "[" expression "]" } .
/// primary     = name [ "(" [ argument { "," argument } ] ")" ] | number | text { text }
///             | "(" expression ")" | "({" { statement ";" } "})" .
/// argument    = expression | list .          list = "{" argument { "," argument } [ "," ] "}" .
/// statement   = [ "static" ] type name [ "[" "]" ] [ "=" argument ] | expression [ "=" expression ] .
/// </code>
/// The text is hostile until proven otherwise: nesting is bounded, and so is the work.
/// </remarks>
internal sealed class PrintParser
{
    /// <summary>Levels of nesting. The kernel's deepest has about 40.</summary>
    private const int MaxDepth = 200;

    /// <summary>Height of the tree, which chains of operators add to as well.</summary>
    private const int MaxHeight = 1000;

    private static readonly Dictionary<string, int> _precedence = new(StringComparer.Ordinal)
    {
        ["||"] = 1, ["&&"] = 2, ["|"] = 3, ["^"] = 4, ["&"] = 5, ["=="] = 6, ["!="] = 6,
        ["<"] = 7, [">"] = 7, ["<="] = 7, [">="] = 7, ["<<"] = 8, [">>"] = 8,
        ["+"] = 9, ["-"] = 9, ["*"] = 10, ["/"] = 10, ["%"] = 10,
    };

    private readonly string _text;
    private readonly List<PrintToken> _tokens = [];
    private int _next, _depth, _steps;

    private PrintParser(string text)
    {
        _text = text;
        var lexer = new PrintLexer(text);
        PrintToken token;
        do _tokens.Add(token = lexer.Next()); while (token.Kind != PrintTokenKind.End);
    }

    private PrintToken Peek => _tokens[_next];

    /// <summary>Parses the text behind <c>print fmt:</c>.</summary>
    /// <exception cref="PrintFormatException">It is not of this form.</exception>
    public static (string Format, PrintSyntax[] Arguments) Parse(string text)
    {
        var parser = new PrintParser(text);
        if (parser.Peek.Kind != PrintTokenKind.Text) throw parser.Error("a string is expected here");
        string format = parser.Texts().Value;
        var arguments = new List<PrintSyntax>();
        while (parser.Take(",")) arguments.Add(parser.Argument());
        if (parser.Peek.Kind != PrintTokenKind.End) throw parser.Error($"'{parser.Shown()}' is not expected here");
        return (format, [.. arguments]);
    }

    private PrintSyntax Argument() => Peek.Is("{") ? List() : Expression();

    private ListSyntax List()
    {
        Enter();
        int at = Expect("{");
        var items = new List<PrintSyntax>();
        while (!Peek.Is("}"))
        {
            items.Add(Argument());
            if (!Take(",")) break;
        }

        Expect("}");
        _depth--;
        return Checked(new ListSyntax(at, [.. items]));
    }

    private PrintSyntax Expression()
    {
        Enter();
        PrintSyntax condition = Binary(1);
        if (Peek.Is("?"))
        {
            int at = Expect("?");
            PrintSyntax? whenTrue = Peek.Is(":") ? null : Expression();
            Expect(":");
            condition = Checked(new ConditionalSyntax(at, condition, whenTrue, Expression()));
        }

        _depth--;
        return condition;
    }

    private PrintSyntax Binary(int lowest)
    {
        PrintSyntax left = Unary();
        while (Peek.Kind == PrintTokenKind.Mark && _precedence.TryGetValue(Peek.Value, out int level) && level >= lowest)
        {
            PrintToken mark = _tokens[_next++];
            left = Checked(new BinarySyntax(mark.At, mark.Value, left, Binary(level + 1)));
        }

        return left;
    }

    private PrintSyntax Unary()
    {
        Enter();
        PrintToken token = Peek;
        PrintSyntax result;
        if (token.Kind == PrintTokenKind.Mark && token.Value is "!" or "~" or "-" or "+" or "*" or "&")
        {
            _next++;
            result = Checked(new UnarySyntax(token.At, token.Value[0], Unary()));
        }
        else if (token is { Kind: PrintTokenKind.Name, Value: "sizeof" })
        {
            result = SizeOf();
        }
        else if (token.Is("(") && Cast() is TypeName type)
        {
            // a compound literal, (type){ ... }, is taken for its list
            result = Peek.Is("{") ? List() : Checked(new CastSyntax(token.At, type, Unary()));
        }
        else
        {
            result = Postfix();
        }

        _depth--;
        return result;
    }

    private PrintSyntax Postfix()
    {
        PrintSyntax value = Primary();
        while (true)
        {
            int at = Peek.At;
            if (Take("->")) value = Checked(new MemberSyntax(at, value, Name(), true));
            else if (Take(".")) value = Checked(new MemberSyntax(at, value, Name(), false));
            else if (Take("["))
            {
                value = Checked(new IndexSyntax(at, value, Expression()));
                Expect("]");
            }
            else return value;
        }
    }

    private PrintSyntax Primary()
    {
        PrintToken token = Peek;
        switch (token.Kind)
        {
            case PrintTokenKind.Number:
                _next++;
                return new NumberSyntax(token.At, token.Number, token.Type!);
            case PrintTokenKind.Text:
                return Texts();
            case PrintTokenKind.Name:
                _next++;
                return Take("(") ? Call(token) : new NameSyntax(token.At, token.Value);
            case PrintTokenKind.Mark when token.Value == "(":
                _next++;
                if (Peek.Is("{")) return Block(token.At);
                PrintSyntax inner = Expression();
                Expect(")");
                return inner;
            case PrintTokenKind.End:
                throw Error("the text ends where a value is expected");
            default:
                throw Error($"'{Shown()}' stands where a value is expected");
        }
    }

    private TextSyntax Texts()
    {
        int at = Peek.At;
        var value = new StringBuilder();
        while (Peek.Kind == PrintTokenKind.Text) value.Append(_tokens[_next++].Value);
        return new TextSyntax(at, value.ToString());
    }

    private CallSyntax Call(PrintToken name)
    {
        var arguments = new List<PrintSyntax>();
        while (!Peek.Is(")"))
        {
            arguments.Add(Argument());
            if (!Take(",")) break;
        }

        Expect(")");
        return Checked(new CallSyntax(name.At, name.Value, [.. arguments]));
    }

    private BlockSyntax Block(int at)
    {
        Expect("{");
        var statements = new List<PrintSyntax>();
        while (!Peek.Is("}"))
        {
            if (Take(";")) continue;
            statements.Add(Statement());
            if (!Peek.Is("}")) Expect(";");
        }

        Expect("}");
        Expect(")");
        return Checked(new BlockSyntax(at, [.. statements]));
    }

    private PrintSyntax Statement()
    {
        int start = _next, at = Peek.At;
        if (Peek is { Kind: PrintTokenKind.Name, Value: "static" }) _next++;
        if (Type() is TypeName type && Peek.Kind == PrintTokenKind.Name)
        {
            string name = Name();
            bool array = Take("[");
            if (array)
            {
                if (!Peek.Is("]")) Expression();
                Expect("]");
            }

            return Checked(new DeclarationSyntax(at, type, name, array, Take("=") ? Argument() : null));
        }

        _next = start;
        PrintSyntax value = Expression();
        return Take("=") ? Checked(new AssignmentSyntax(at, value, Argument())) : value;
    }

    private SizeOfSyntax SizeOf()
    {
        int at = _tokens[_next++].At;
        if (Peek.Is("(") && Cast(alone: false) is TypeName type) return Checked(new SizeOfSyntax(at, type, null));
        return Checked(new SizeOfSyntax(at, null, Unary()));
    }

    /// <summary><c>( type )</c>, or null, and nothing taken, where something else stands in the parentheses.</summary>
    /// <param name="alone">Whether a name that nothing is known of is a type when a value follows it.</param>
    private TypeName? Cast(bool alone = true)
    {
        int start = _next;
        _next++;
        if (Type() is TypeName type && Take(")"))
        {
            // "(NAME) - 1" subtracts, "(NAME)(x)" and "(NAME)x" convert
            if (type.Stars > 0 || IsType(type)
                || (alone && (Peek.Kind is PrintTokenKind.Name or PrintTokenKind.Number or PrintTokenKind.Text || Peek.Is("("))))
            {
                return type;
            }
        }

        _next = start;
        return null;
    }

    private static bool IsType(TypeName type) => type.Of is not null || type.IsEmptyStruct || type.Words.Contains(' ', StringComparison.Ordinal)
        || type.Words is "void" or "__auto_type" || type.Words.EndsWith("_t", StringComparison.Ordinal) || CType.OfWords(type.Words) is not null;

    /// <summary>The name of a type; null where none can stand here. A name that is no word of C can only come alone.</summary>
    private TypeName? Type()
    {
        var words = new List<string>();
        bool named = false;
        while (Peek.Kind == PrintTokenKind.Name)
        {
            string word = Peek.Value;
            if (word is "typeof" or "__typeof__" or "__typeof" or "typeof_unqual" && !named)
            {
                _next++;
                Expect("(");
                PrintSyntax of = Expression();
                Expect(")");
                return new TypeName("", Stars(), of);
            }

            if (word is "const" or "volatile" or "__user" or "__force" or "__percpu" or "__rcu" or "__iomem")
            {
                _next++;
            }
            else if (word is "struct" or "union" or "enum")
            {
                _next++;
                if (Take("{"))
                {
                    SkipBraces();
                    return new TypeName(word, Stars(), null, true);
                }

                words.Add(word);
                words.Add(Name());
                named = true;
            }
            else if (word is "unsigned" or "signed" or "long" or "short" or "int" or "char")
            {
                _next++;
                words.Add(word);
                named = true;
            }
            else
            {
                if (named) break;
                _next++;
                words.Add(word);
                named = true;
            }
        }

        return words.Count == 0 ? null : new TypeName(string.Join(' ', words), Stars());
    }

    private int Stars()
    {
        int stars = 0;
        while (true)
        {
            if (Take("*")) stars++;
            else if (Peek is { Kind: PrintTokenKind.Name, Value: "const" or "volatile" or "__user" or "__force" or "restrict" }) _next++;
            else return stars;
        }
    }

    private void SkipBraces()
    {
        for (int open = 1; open > 0; _next++)
        {
            if (Peek.Kind == PrintTokenKind.End) throw Error("the text ends within braces");
            if (Peek.Is("{")) open++;
            else if (Peek.Is("}")) open--;
        }
    }

    private string Name()
    {
        if (Peek.Kind != PrintTokenKind.Name) throw Error($"a name is expected before '{Shown()}'");
        return _tokens[_next++].Value;
    }

    private bool Take(string mark)
    {
        if (!Peek.Is(mark)) return false;
        _next++;
        return true;
    }

    private int Expect(string mark)
    {
        if (!Peek.Is(mark)) throw Error($"'{mark}' is expected before '{Shown()}'");
        return _tokens[_next++].At;
    }

    private void Enter()
    {
        if (++_depth > MaxDepth) throw Error($"the expressions are nested more than {MaxDepth} deep");
        // telling a type from a value reads ahead, and a hostile text could make that double with each level
        if (++_steps > _tokens.Count * 16) throw Error("the expressions cannot be told apart from types");
    }

    private T Checked<T>(T syntax) where T : PrintSyntax => syntax.Height <= MaxHeight
        ? syntax
        : throw new PrintFormatException(_text, syntax.At, $"the expression has more than {MaxHeight} operators in a row");

    private string Shown() => Peek.Kind switch
    {
        PrintTokenKind.End => "the end",
        PrintTokenKind.Text => "\"" + Peek.Value + "\"",
        PrintTokenKind.Number => $"{Peek.Number}",
        _ => Peek.Value,
    };

    private PrintFormatException Error(string reason) => new(_text, Peek.At, reason);
}
