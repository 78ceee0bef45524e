using System.Globalization;

namespace KernelTrace.Formats.Btf;

/// <summary>The name of a type in C, taken apart: <c>const struct page *(*)[4]</c> is struct page; pointer; array of 4;
/// pointer.</summary>
/// <remarks>Qualifiers and the kernel's address-space words are left out: they change neither size nor members. A number in
/// the place of a name, <c>struct #1234</c>, means the type of that number, <c>struct #1234@ext4</c> that of a
/// module.</remarks>
internal sealed class CTypeName
{
    /// <summary>In <see cref="Derivations"/>: a pointer to it; a function that returns it; others count elements.</summary>
    public const long Pointer = -1, Function = -2;

    private const int DeepestNesting = 16, MostDerivations = 32;

    private readonly string _text;
    private int _at;

    private CTypeName(string text) => _text = text;

    /// <summary><c>struct</c>, <c>union</c>, <c>enum</c> or empty.</summary>
    public string Keyword { get; private set; } = "";

    /// <summary>The name without keyword; words with one space between them.</summary>
    public string Base { get; private set; } = "";

    /// <summary>What is made of the base, from the base outwards.</summary>
    public List<long> Derivations { get; } = [];

    /// <summary>Takes a name apart; null for what is none.</summary>
    public static CTypeName? Parse(string text)
    {
        var name = new CTypeName(text);
        return name.TryBase() && name.TryDeclarator(0) && name.Peek() == '\0' && name.Derivations.Count <= MostDerivations ? name : null;
    }

    private bool TryBase()
    {
        while (Word() is { Length: > 0 } word)
        {
            if (IsQualifier(word)) continue;
            if (Keyword.Length == 0 && Base.Length == 0 && word is "struct" or "union" or "enum") Keyword = word;
            else Base = Base.Length == 0 ? word : Base + " " + word;
        }

        return Base.Length > 0;
    }

    /// <summary><c>* * (declarator) [n] (parameters)</c>; the outer parts are nearer to the base than the inner.</summary>
    private bool TryDeclarator(int depth)
    {
        if (depth > DeepestNesting) return false;
        while (Peek() == '*')
        {
            _at++;
            Derivations.Add(Pointer);
            while (PeekQualifier()) Word();
        }

        int inner = -1;
        if (Peek() == '(' && NextIs('*'))
        {
            inner = _at + 1;
            if (!TrySkip()) return false;
        }

        var suffixes = new List<long>();
        while (Peek() is '[' or '(')
        {
            int from = _at;
            if (!TrySkip()) return false;
            if (_text[from] == '(') suffixes.Add(Function);
            else if (_text[(from + 1)..(_at - 1)].Trim() is { Length: 0 }) suffixes.Add(0);
            else if (uint.TryParse(_text[(from + 1)..(_at - 1)], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out uint length))
                suffixes.Add(length);
            else return false;
        }

        // int [2][3] is an array of 2 arrays of 3
        for (int i = suffixes.Count - 1; i >= 0; i--) Derivations.Add(suffixes[i]);
        if (inner < 0) return true;
        int end = _at;
        _at = inner;
        bool good = TryDeclarator(depth + 1) && Peek() == ')';
        _at = end;
        return good;
    }

    /// <summary>Steps behind the bracket that belongs to the one here.</summary>
    private bool TrySkip()
    {
        int depth = 0;
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] is '(' or '[') depth++;
            else if (_text[_at] is ')' or ']' && --depth == 0)
            {
                _at++;
                return true;
            }
        }

        return false;
    }

    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private bool NextIs(char wanted)
    {
        int next = _at + 1;
        while (next < _text.Length && char.IsWhiteSpace(_text[next])) next++;
        return next < _text.Length && _text[next] == wanted;
    }

    private bool PeekQualifier()
    {
        Peek();
        int at = _at;
        bool found = Word() is { Length: > 0 } word && IsQualifier(word);
        _at = at;
        return found;
    }

    private string Word()
    {
        Peek();
        int from = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '#' or '@' or '.' or '$' or > '\x7f')) _at++;
        return _text[from.._at];
    }

    private static bool IsQualifier(string word) => word is "const" or "volatile" or "restrict" or "__restrict" or "__user"
        or "__rcu" or "__percpu" or "__iomem" or "__kernel" or "__force" or "__kptr" or "__bitwise";
}
