using System.Globalization;

namespace KernelTrace.Formats.Probes;

/// <summary>A name with members behind it, as C writes it: <c>file->f_path.dentry->d_name.name</c>, <c>argv[2]</c>,
/// <c>*pos</c>, <c>((struct sock *)sk)->sk_family</c>.</summary>
/// <param name="Root">The name that it begins with, its <c>$</c> with it.</param>
/// <param name="RootAt">Where the name stands in the user's text.</param>
/// <param name="Cast">The struct that the name is to be taken for, without <c>*</c>; null for what it is.</param>
/// <param name="Steps">Members and elements, from the name on.</param>
/// <param name="Dereferences">How many <c>*</c> stand in front.</param>
public sealed record MemberPath(string Root, int RootAt, string? Cast, IReadOnlyList<MemberStep> Steps, int Dereferences)
{
    private const int MostSteps = 64;

    /// <summary>Parses the expression of an argument.</summary>
    /// <exception cref="ProbeArgumentException">It is none.</exception>
    public static MemberPath Parse(ProbeArgument argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        var reader = new Reader(argument);
        int stars = 0;
        while (reader.TryTake('*')) stars++;
        bool braced = reader.TryTakeAll("((");
        string? cast = braced || reader.TryTake('(') ? reader.Cast() : null;
        int at = reader.At;
        string root = reader.Name(allowDollar: true);
        if (braced) reader.Take(')');
        var steps = new List<MemberStep>();
        while (!reader.IsAtEnd)
        {
            if (steps.Count == MostSteps) throw reader.Error("The path has too many members.");
            int from = reader.At;
            if (reader.TryTake('['))
            {
                steps.Add(new MemberStep(null, reader.Number(), from));
                reader.Take(']');
                continue;
            }

            if (!reader.TryTakeAll("->")) reader.Take('.');
            from = reader.At;
            steps.Add(new MemberStep(reader.Name(allowDollar: false), 0, from));
        }

        return new MemberPath(root, at, cast, steps, stars);
    }

    private sealed class Reader(ProbeArgument argument)
    {
        private readonly string _text = argument.Expression;
        private int _at;

        public bool IsAtEnd => _at == _text.Length;

        public int At => argument.ExpressionAt + _at;

        public ProbeArgumentException Error(string why) => new("InvalidArgument", argument.Text, At, why);

        public bool TryTake(char wanted)
        {
            if (IsAtEnd || _text[_at] != wanted) return false;
            _at++;
            return true;
        }

        public bool TryTakeAll(string wanted)
        {
            if (!_text.AsSpan(_at).StartsWith(wanted, StringComparison.Ordinal)) return false;
            _at += wanted.Length;
            return true;
        }

        public void Take(char wanted)
        {
            if (!TryTake(wanted)) throw Error(wanted == '.' ? "Here '->', '.', '[' or the end is expected." : $"Here '{wanted}' is expected.");
        }

        public string Name(bool allowDollar)
        {
            int from = _at;
            if (allowDollar && !IsAtEnd && _text[_at] == '$') _at++;
            while (!IsAtEnd && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
            if (!ProbeNames.IsIdentifier(_text.AsSpan(from, _at - from).TrimStart('$')))
            {
                _at = from;
                throw Error("Here a name is expected.");
            }

            return _text[from.._at];
        }

        public long Number()
        {
            int from = _at;
            while (!IsAtEnd && char.IsAsciiDigit(_text[_at])) _at++;
            return int.TryParse(_text.AsSpan(from, _at - from), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number : throw Error("Here the number of an element is expected.");
        }

        /// <summary><c>struct NAME *)</c>, of which <c>struct</c> and <c>*</c> may be left out.</summary>
        public string Cast()
        {
            int end = _text.IndexOf(')', _at);
            if (end < 0) throw Error("The cast has no ')'.");
            string type = _text[_at..end].TrimEnd('*', ' ').Trim();
            if (type.Length == 0) throw Error("Here the name of a struct is expected.");
            _at = end + 1;
            return type;
        }
    }
}
