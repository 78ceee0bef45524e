namespace KernelTrace.Formats.PrintFormats;

/// <summary>What a token of a <c>print fmt</c> is.</summary>
internal enum PrintTokenKind
{
    End,
    Name,
    Number,
    Text,
    Mark,
}

/// <summary>One token: a C name, number, string or punctuation mark.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">Its index in the text.</param>
/// <param name="Value">The name, the mark, or the string with its escapes resolved.</param>
/// <param name="Number">The number's value.</param>
/// <param name="Type">The number's type.</param>
internal readonly record struct PrintToken(PrintTokenKind Kind, int At, string Value, ulong Number = 0, CType? Type = null)
{
    public bool Is(string mark) => Kind == PrintTokenKind.Mark && Value == mark;
}
