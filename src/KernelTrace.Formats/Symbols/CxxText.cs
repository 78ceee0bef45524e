using System.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>What a C++ name is printed into: with an end, since a short mangled name can stand for a text without bound by
/// doubling what it repeats.</summary>
internal sealed class CxxText
{
    private const int Longest = 32 << 10, Deepest = 256, MostSteps = 1 << 18;

    private readonly StringBuilder _text = new();
    private int _depth, _steps;

    /// <summary>Whether it has become too long or too deep, and is worth nothing.</summary>
    public bool Failed { get; private set; }

    /// <summary>Which of a pack is printed; -1 for all.</summary>
    public int Index { get; set; } = -1;

    /// <summary>How many the pack has that was printed; -1 where there was none.</summary>
    public int Count { get; set; } = -1;

    /// <summary>Whether parameters of a function without a name are printed.</summary>
    public bool InLambda { get; set; }

    public char Last => _text.Length == 0 ? '\0' : _text[^1];

    public void Add(string word)
    {
        if (_text.Length + word.Length > Longest) Failed = true;
        if (!Failed) _text.Append(word);
    }

    /// <summary>Goes one deeper; false where it must not.</summary>
    public bool Enter()
    {
        if (Failed || _depth >= Deepest || ++_steps > MostSteps)
        {
            Failed = true;
            return false;
        }

        _depth++;
        return true;
    }

    public void Leave() => _depth--;

    /// <summary>Comes back, with what was found.</summary>
    public bool Leave(bool found)
    {
        _depth--;
        return found;
    }

    /// <summary>Prints with commas between; what prints nothing has none.</summary>
    public void Join(IReadOnlyList<CxxNode> parts)
    {
        if (!Enter()) return;
        int begin = _text.Length;
        foreach (CxxNode part in parts)
        {
            if (Failed) break;
            int before = _text.Length;
            if (before > begin) Add(", ");
            int behind = _text.Length;
            part.Print(this);
            if (_text.Length == behind) _text.Length = before;
        }

        Leave();
    }

    /// <summary>Prints a pattern once for each of the pack in it; with three dots where there is none.</summary>
    public void Expand(CxxNode pattern)
    {
        if (!Enter()) return;
        (int index, int count, int start) = (Index, Count, _text.Length);
        (Index, Count) = (0, -1);
        pattern.Print(this);
        int parts = Count;
        if (parts < 0) Add("...");
        else if (parts == 0) _text.Length = start;
        for (int i = 1; i < parts && !Failed; i++)
        {
            Add(", ");
            Index = i;
            pattern.Print(this);
        }

        (Index, Count) = (index, count);
        Leave();
    }

    public override string ToString() => _text.ToString();
}
