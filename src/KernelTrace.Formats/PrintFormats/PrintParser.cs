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
///             | "(" expression ")" | "({" { statement } "})" .
/// argument    = expression | list .          list = "{" [ argument { "," argument } [ "," ] ] "}" .
/// statement   = [ "static" ] type name [ "[" "]" ] [ "=" argument ] ";" | expression [ "=" argument ] ";"
///             | "switch" "(" expression ")" statement | "case" expression ":" | "default" ":" | "break" ";"
///             | "if" "(" expression ")" statement [ "else" statement ] | "{" { statement } "}" | ";" .
/// </code>
/// The text is hostile until proven otherwise: nesting is bounded, and so is the work.
/// </remarks>
internal sealed partial class PrintParser
{
    /// <summary>Levels of nesting. The kernel's deepest has about 40.</summary>
    private const int MaxDepth = 200;

    /// <summary>Height of the tree, which chains of operators add to as well.</summary>
    private const int MaxHeight = 1000;

    /// <summary>The operators of two operands, those that bind least first.</summary>
    private static readonly string[][] _levels =
        [["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<", ">", "<=", ">="], ["<<", ">>"], ["+", "-"], ["*", "/", "%"]];

    private static readonly Dictionary<string, int> _precedence = _levels
        .SelectMany((marks, level) => marks.Select(mark => (mark, level + 1)))
        .ToDictionary(pair => pair.mark, pair => pair.Item2, StringComparer.Ordinal);

    private readonly string _text;
    private readonly List<PrintToken> _tokens = [];
    private int _next, _depth, _steps;

    private PrintParser(string text, int formatEnd)
    {
        _text = text;
        var lexer = new PrintLexer(text, formatEnd);
        PrintToken token;
        do _tokens.Add(token = lexer.Next()); while (token.Kind != PrintTokenKind.End);
    }

    private PrintToken Peek => _tokens[_next];

    /// <summary>Parses the text behind <c>print fmt:</c>.</summary>
    /// <exception cref="PrintFormatException">It is not of this form.</exception>
    public static (string Format, PrintSyntax[] Arguments) Parse(string text)
    {
        try
        {
            return Parse(text, -1);
        }
        catch (PrintFormatException) when (FormatEnd(text) is int end and > 0)
        {
            // the kernel prints quotes within the format as they are: "name="%s"", REC->name
            return Parse(text, end);
        }
    }

    private static (string Format, PrintSyntax[] Arguments) Parse(string text, int formatEnd)
    {
        var parser = new PrintParser(text, formatEnd);
        if (parser.Peek.Kind != PrintTokenKind.Text) throw parser.Error("a string is expected here");
        string format = parser.Texts().Value;
        var arguments = new List<PrintSyntax>();
        while (parser.Take(",")) arguments.Add(parser.Argument());
        if (parser.Peek.Kind != PrintTokenKind.End) throw parser.Error($"'{parser.Shown()}' is not expected here");
        return (format, [.. arguments]);
    }

    /// <summary>The first quote that only the arguments, or nothing, follow; -1 where there is none, or it is the first
    /// anyway.</summary>
    private static int FormatEnd(string text)
    {
        if (!text.StartsWith('"')) return -1;
        int quotes = 0;
        for (int at = text.IndexOf('"', 1); at > 0; at = text.IndexOf('"', at + 1), quotes++)
        {
            ReadOnlySpan<char> rest = text.AsSpan(at + 1).TrimStart();
            if (rest.IsEmpty || rest[0] == ',') return quotes > 0 ? at : -1;
        }

        return -1;
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
