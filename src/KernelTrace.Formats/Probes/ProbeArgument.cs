namespace KernelTrace.Formats.Probes;

/// <summary>What a user asks a probe to record: <c>[NAME=]EXPRESSION[:TYPE]</c>.</summary>
/// <param name="Text">The whole, as written.</param>
/// <param name="Name">The name of the field; empty where none was given.</param>
/// <param name="Expression">The kernel's own fetch argument (<c>+0(%si)</c>), or a name with members (<c>how->flags</c>).</param>
/// <param name="ExpressionAt">Where the expression begins in the text.</param>
/// <param name="Type">The kernel's name of a type; null where none was given.</param>
public sealed record ProbeArgument(string Text, string Name, string Expression, int ExpressionAt, string? Type)
{
    /// <summary>No fetch argument is longer (<c>MAX_ARGSTR_LEN</c>, <c>kernel/trace/trace_probe.h</c>).</summary>
    private const int LongestText = 63 * 64;

    /// <summary>Whether the expression is the kernel's own, to be handed on as it is.</summary>
    public bool IsRaw => Expression.Length > 0 && (Expression[0] is '%' or '@' or '+' or '-' or '\\'
        || Expression.StartsWith("$stack", StringComparison.Ordinal) || Expression.Equals("$comm", StringComparison.OrdinalIgnoreCase)
        || Expression.StartsWith("$current", StringComparison.Ordinal) || Expression.StartsWith("this_cpu_", StringComparison.Ordinal));

    /// <summary>Where the type begins in the text; where it would, for none.</summary>
    public int TypeAt => ExpressionAt + Expression.Length + 1;

    /// <summary>Parses what stands in one text: one argument, or several with white space between them.</summary>
    /// <exception cref="ProbeArgumentException">A text is no argument.</exception>
    public static IReadOnlyList<ProbeArgument> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not '\t')
                throw new ProbeArgumentException("InvalidArgument", text, i, "An argument cannot hold a line feed or another control character.");
            if (!char.IsAscii(text[i]))
                throw new ProbeArgumentException("InvalidArgument", text, i, "An argument is written in ASCII.");
        }

        var arguments = new List<ProbeArgument>();
        int depth = 0, from = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is '(') depth++;
            if (i < text.Length && text[i] is ')') depth--;
            if (i < text.Length && (!char.IsWhiteSpace(text[i]) || depth > 0)) continue;
            if (i > from) arguments.Add(One(text[from..i]));
            from = i + 1;
        }

        return arguments.Count > 0 ? arguments
            : throw new ProbeArgumentException("InvalidArgument", text, 0, "An argument is empty.");
    }

    private static ProbeArgument One(string text)
    {
        if (text.Length > LongestText)
            throw new ProbeArgumentException("InvalidArgument", text, 0, $"An argument of {text.Length} characters is too long; the kernel takes {LongestText}.");
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals > 0 && ProbeNames.IsIdentifier(text.AsSpan(0, equals)) ? text[..equals] : "";
        if (equals >= 0 && name.Length == 0)
        {
            throw new ProbeArgumentException("InvalidArgument", text, 0,
                "The name of a field must be letters (a-z), digits and '_', and not begin with a digit.");
        }

        if (name.Length > ProbeNames.LongestField)
            throw new ProbeArgumentException("InvalidArgument", text, ProbeNames.LongestField, ProbeNames.WhyNot("field", name, ProbeNames.LongestField)!);
        int at = equals + 1;
        // text in quotes may hold a colon
        int colon = text.EndsWith('"') ? -1 : text.LastIndexOf(':');
        string expression = colon < at ? text[at..] : text[at..colon];
        string? type = colon < at ? null : text[(colon + 1)..];
        if (expression.Length == 0) throw new ProbeArgumentException("InvalidArgument", text, at, "There is nothing to record here.");
        if (type is { Length: 0 }) throw new ProbeArgumentException("InvalidArgument", text, colon, "Behind ':' a type is missing, such as u32, x64 or string.");
        return new ProbeArgument(text, name, expression, at, type);
    }
}
