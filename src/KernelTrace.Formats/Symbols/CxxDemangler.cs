using System.Globalization;

namespace KernelTrace.Formats.Symbols;

/// <summary>Reads a C++ name as the compilers of Linux mangle it: <c>_ZN3Foo3barEi</c>, <c>Foo::bar(int)</c>.</summary>
/// <remarks>
/// <code>
/// _Z  name  types of the parameters     a function; where the name ends in template arguments, first what it returns
/// 3Foo        a name of 3 letters       N 3Foo 3bar E    nested        Z function E name    within a function
/// S_ S0_ ..   what came before          T_ T0_ ..        an argument of the template that the name is of
/// I .. E      arguments of a template   J .. E           several in the place of one
/// </code>
/// Source: the Itanium C++ ABI, chapter "External Names (a.k.a. Mangling)". The C++ library has such a function too, but
/// nothing bounds its memory and time: names of 250 bytes from a hostile file stand for gigabytes.
/// </remarks>
internal sealed partial class CxxDemangler(string name)
{
    private const int Deepest = 200, LongestName = 16 << 10;

    private readonly List<CxxNode> _seen = [];
    private List<CxxNode> _arguments = [];
    private List<(CxxLater Node, int Index)>? _later;
    private int _at, _depth;
    private bool _tagTemplates = true, _isConversion;

    /// <summary>The name in C++; null where it is not mangled in a way that is known.</summary>
    public static string? Demangle(string name)
    {
        if (!name.StartsWith("_Z", StringComparison.Ordinal) || name.Length > LongestName) return null;
        try
        {
            var reader = new CxxDemangler(name) { _at = 2 };
            CxxNode node = reader.Encoding(top: true);
            var text = new CxxText();
            node.Print(text);
            // what a compiler split off: foo() [clone .cold]
            while (reader.Peek == '.')
            {
                int from = reader._at++;
                while (reader.Peek is not ('.' or '\0') || (reader.Peek == '.' && char.IsAsciiDigit(reader.PeekAt(1)))) reader._at++;
                text.Add($" [clone {name[from..reader._at]}]");
            }

            return reader._at == name.Length && !text.Failed ? text.ToString() : null;
        }
        catch (UnknownNameException)
        {
            return null;
        }
    }

    private char Peek => PeekAt(0);

    private char PeekAt(int distance) => _at + distance < name.Length ? name[_at + distance] : '\0';

    private static UnknownNameException Unknown() => new();

    private bool Take(string word)
    {
        if (string.CompareOrdinal(name, _at, word, 0, word.Length) != 0) return false;
        _at += word.Length;
        return true;
    }

    private void Need(string word)
    {
        if (!Take(word)) throw Unknown();
    }

    private char Next() => _at < name.Length ? name[_at++] : throw Unknown();

    private T Deeper<T>(Func<T> read)
    {
        if (++_depth > Deepest) throw Unknown();
        T node = read();
        _depth--;
        return node;
    }

    private CxxNode Remember(CxxNode node)
    {
        _seen.Add(node);
        return node;
    }

    private int Number()
    {
        int value = 0, from = _at;
        for (; char.IsAsciiDigit(Peek); _at++)
        {
            value = value * 10 + (Peek - '0');
            if (value > LongestName) throw Unknown();
        }

        return _at > from ? value : throw Unknown();
    }

    /// <summary>A function with its parameters, data, or something special.</summary>
    private CxxNode Encoding(bool top) => Deeper<CxxNode>(() =>
    {
        if (Peek is 'T' or 'G') return Special();
        (List<(CxxLater, int)>? outer, bool outerConversion) = (_later, _isConversion);
        (_later, _isConversion) = ([], false);
        bool isMember = Peek == 'N';
        string behind = "";
        CxxNode called = Name(ref behind);
        Resolve();
        _isConversion = outerConversion;
        if (Peek is '\0' or 'E' or '.')
        {
            _later = outer;
            return called;
        }

        CxxNode? returns = null;
        if (called.IsTemplate && !called.HasNoReturn)
        {
            returns = Type();
            if (!top) returns = null;
        }

        List<CxxNode> parameters = [];
        do
        {
            parameters.Add(Type());
        }
        while (Peek is not ('\0' or 'E' or '.' or 'Q'));
        if (Take("Q")) throw Unknown();
        Resolve();
        _later = outer;
        return new CxxFunction(returns, called, Parameters(parameters), behind) { Member = isMember && returns is null && behind.Length == 0 ? called : null };
    });

    /// <summary>Tells those that came before their arguments what they stand for.</summary>
    private void Resolve()
    {
        foreach ((CxxLater node, int index) in _later!)
            node.Node ??= index < _arguments.Count ? Argument(index) : node.Auto is null ? throw Unknown() : null;
    }

    private static List<CxxNode> Parameters(List<CxxNode> types) => types is [CxxBuiltin { IsVoid: true }] ? [] : types;

    private CxxSequence Special()
    {
        (char kind, char what) = (Next(), Next());
        if (kind == 'T')
        {
            switch (what)
            {
                case 'V': return new CxxSequence("vtable for ", Type());
                case 'T': return new CxxSequence("VTT for ", Type());
                case 'I': return new CxxSequence("typeinfo for ", Type());
                case 'S': return new CxxSequence("typeinfo name for ", Type());
                case 'W': return new CxxSequence("TLS wrapper function for ", PlainName());
                case 'H': return new CxxSequence("TLS init function for ", PlainName());
                case 'h' or 'v':
                    _at--;
                    CallOffset();
                    return new CxxSequence(what == 'h' ? "non-virtual thunk to " : "virtual thunk to ", Encoding(top: false));
                case 'c':
                    CallOffset();
                    CallOffset();
                    return new CxxSequence("covariant return thunk to ", Encoding(top: false));
                case 'C':
                    CxxNode derived = Type();
                    Number();
                    Need("_");
                    return new CxxSequence("construction vtable for ", Type(), "-in-", derived);
                default: throw Unknown();
            }
        }

        switch (what)
        {
            case 'V': return new CxxSequence("guard variable for ", PlainName());
            case 'T' when Take("t"): return new CxxSequence("transaction clone for ", Encoding(top: false));
            case 'T' when Take("n"): return new CxxSequence("non-transaction clone for ", Encoding(top: false));
            case 'R':
                CxxNode of = PlainName();
                int number = Peek == '_' ? 0 : SequenceNumber() + 1;
                Need("_");
                return new CxxSequence(string.Create(CultureInfo.InvariantCulture, $"reference temporary #{number} for "), of);
            default: throw Unknown();
        }
    }

    private void CallOffset()
    {
        bool isVirtual = Next() == 'v';
        for (int i = isVirtual ? 2 : 1; i > 0; i--)
        {
            Take("n");
            Number();
            Need("_");
        }
    }

    /// <summary>A number in digits and capitals, as those of <c>S1A_</c>.</summary>
    private int SequenceNumber()
    {
        int value = 0, from = _at;
        for (; char.IsAsciiDigit(Peek) || char.IsAsciiLetterUpper(Peek); _at++)
        {
            value = value * 36 + (char.IsAsciiDigit(Peek) ? Peek - '0' : Peek - 'A' + 10);
            if (value > LongestName) throw Unknown();
        }

        return _at > from ? value : throw Unknown();
    }

    private sealed class UnknownNameException : Exception;
}
