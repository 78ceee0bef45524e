namespace KernelTrace.Formats.PrintFormats;

/// <summary>A value that is text: what the functions of a <c>print fmt</c> make.</summary>
internal abstract class TextTerm() : Term(CType.Text)
{
    public override long Number(in PrintFrame frame) => 1;

    /// <summary>Writes the text.</summary>
    protected abstract void Write(in PrintFrame frame);

    public sealed override void Write(in PrintFrame frame, int limit)
    {
        int start = frame.Output.Length;
        Write(frame);
        if (limit >= 0) frame.Output.Cut(start + limit);
    }
}

/// <summary>A string of the text itself.</summary>
internal sealed class LiteralTerm(string value) : TextTerm
{
    public string Value { get; } = value;

    protected override void Write(in PrintFrame frame) => frame.Output.Append(Value);
}

/// <summary>Text that a delegate writes.</summary>
internal sealed class WrittenTerm(PrintWriter writer) : TextTerm
{
    protected override void Write(in PrintFrame frame) => writer(frame);
}

/// <summary>Writes text for a record.</summary>
internal delegate void PrintWriter(in PrintFrame frame);

/// <summary><c>condition ? a : b</c>, of numbers as of text.</summary>
internal sealed class ChoiceTerm(Term condition, Term whenTrue, Term whenFalse) : Term(TypeOf(whenTrue.Type, whenFalse.Type))
{
    public override bool IsInRecord => whenTrue.IsInRecord && whenFalse.IsInRecord;

    public override long Number(in PrintFrame frame) => Type.Fit(Chosen(frame).Number(frame));

    public override ReadOnlySpan<byte> Bytes(in PrintFrame frame) => Chosen(frame).Bytes(frame);

    public override void Write(in PrintFrame frame, int limit) => Chosen(frame).Write(frame, limit);

    private Term Chosen(in PrintFrame frame) => condition.Number(frame) != 0 ? whenTrue : whenFalse;

    private static CType TypeOf(CType left, CType right) =>
        left.IsInteger && right.IsInteger ? CType.Common(left, right) : left.IsInteger ? right : left;
}

/// <summary>One of several strings: <c>names[i]</c>.</summary>
internal sealed class TextChoiceTerm(string[] texts, Term index) : TextTerm
{
    protected override void Write(in PrintFrame frame)
    {
        long at = index.Number(frame);
        if (at >= 0 && at < texts.Length) frame.Output.Append(texts[at]);
    }
}
