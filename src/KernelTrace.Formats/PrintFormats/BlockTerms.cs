namespace KernelTrace.Formats.PrintFormats;

/// <summary><c>({ ... })</c>: variables are set, text is written, and the last statement is the value.</summary>
internal sealed class BlockTerm(PrintStatement[] statements, Term value) : Term(value.Type)
{
    public override bool IsInRecord => value.IsInRecord;

    /// <summary>Runs statements up to a <c>break</c>.</summary>
    public static bool Run(PrintStatement[] statements, in PrintFrame frame)
    {
        foreach (PrintStatement statement in statements)
        {
            if (frame.Output.IsFull || statement(frame)) return true;
        }

        return false;
    }

    public override long Number(in PrintFrame frame)
    {
        int start = frame.Output.Length;
        Run(statements, frame);
        frame.Output.Cut(start);
        return value.Number(frame);
    }

    public override ReadOnlySpan<byte> Bytes(in PrintFrame frame)
    {
        Run(statements, frame);
        return value.Bytes(frame);
    }

    public override void Write(in PrintFrame frame, int limit)
    {
        int start = frame.Output.Length;
        Run(statements, frame);
        value.Write(frame, -1);
        int nul = frame.Output.From(start).IndexOf('\0');
        if (nul >= 0) frame.Output.Cut(start + nul);
        if (limit >= 0) frame.Output.Cut(start + limit);
    }
}

/// <summary>A statement of a block: true where it is a <c>break</c>.</summary>
internal delegate bool PrintStatement(in PrintFrame frame);

/// <summary>A variable of a block.</summary>
internal sealed class LocalTerm(CType type, int slot) : Term(type)
{
    public int Slot => slot;

    public override long Number(in PrintFrame frame) => Type.Fit(frame.Locals[slot]);
}

/// <summary>Some bits of a variable of a block: a member of a union.</summary>
internal sealed class LocalBitsTerm(CType type, int slot, int bitOffset, int bitSize) : Term(type)
{
    public override long Number(in PrintFrame frame)
    {
        long bits = frame.Locals[slot] << (64 - bitOffset - bitSize);
        return Type.Signed ? bits >> (64 - bitSize) : (long)((ulong)bits >> (64 - bitSize));
    }
}

/// <summary>A variable that holds one of the texts that are assigned to it.</summary>
internal sealed class LocalTextTerm(int slot) : TextTerm
{
    private readonly List<string> _texts = [];

    public int Slot => slot;

    /// <summary>What stands in the variable's place for a text.</summary>
    public int Add(string text)
    {
        _texts.Add(text);
        return _texts.Count;
    }

    protected override void Write(in PrintFrame frame)
    {
        long chosen = frame.Locals[slot];
        if (chosen > 0 && chosen <= _texts.Count) frame.Output.Append(_texts[(int)chosen - 1]);
    }
}
