namespace KernelTrace.Formats.Symbols;

/// <summary>A type that needs no more words.</summary>
internal sealed class CxxBuiltin(string word) : CxxNode
{
    public bool IsVoid => word == "void";

    public string Word => word;

    public override void Left(CxxText text) => text.Add(word);
}

/// <summary>A pointer, a reference or a pointer to a member.</summary>
internal sealed class CxxPointer(CxxNode to, CxxNode mark) : CxxNode
{
    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        to.Left(text);
        if (to.Declares(text)) text.Add(text.Last == ' ' ? "(" : " (");
        else if (mark is not CxxWord) text.Add(" ");
        mark.Print(text);
        text.Leave();
    }

    public override void Right(CxxText text)
    {
        if (!text.Enter()) return;
        if (to.Declares(text)) text.Add(")");
        to.Right(text);
        text.Leave();
    }
}

/// <summary>A reference; of two, one to a temporary gives way.</summary>
internal sealed class CxxReference(CxxNode to, string mark) : CxxNode
{
    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        (CxxNode inner, string word) = Collapsed(text);
        inner.Left(text);
        if (inner.Declares(text)) text.Add(text.Last == ' ' ? "(" : " (");
        text.Add(word);
        text.Leave();
    }

    public override void Right(CxxText text)
    {
        if (!text.Enter()) return;
        CxxNode inner = Collapsed(text).To;
        if (inner.Declares(text)) text.Add(")");
        inner.Right(text);
        text.Leave();
    }

    private (CxxNode To, string Mark) Collapsed(CxxText text)
    {
        (CxxNode node, string word) = (to, mark);
        for (int i = 0; i < 32; i++)
        {
            if (node is CxxLater later && later.Now(text) is CxxNode known) node = known;
            else if (node is CxxPack pack && pack.Now(text) is CxxNode one) node = one;
            else if (node is CxxReference reference) (node, word) = (reference.Inner, word == "&" || reference.Mark == "&" ? "&" : "&&");
            else break;
        }

        return (node, word);
    }

    private CxxNode Inner => to;

    private string Mark => mark;
}

/// <summary><c>const</c> and its like behind a type.</summary>
internal sealed class CxxQualified(CxxNode type, string words) : CxxNode
{
    public override bool Declares(CxxText text) => text.Enter() && text.Leave(type.Declares(text));

    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        type.Left(text);
        text.Add(words); // of an array, its elements are
        text.Leave();
    }

    public override void Right(CxxText text)
    {
        if (!text.Enter()) return;
        type.Right(text);
        text.Leave();
    }
}

/// <summary>A function's type: what it returns, if that is told, and its parameters.</summary>
internal sealed class CxxFunction(CxxNode? returns, CxxNode? name, IReadOnlyList<CxxNode> parameters, string behind) : CxxNode
{
    /// <summary>Its name, where a pointer to it is told by that alone: a member without qualifiers.</summary>
    public CxxNode? Member { get; init; }

    public override bool Declares(CxxText text) => name is null;

    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        if (returns is not null)
        {
            returns.Left(text);
            if (!returns.Declares(text) || text.Last != ' ') text.Add(" ");
        }

        name?.Print(text);
        text.Leave();
    }

    public override void Right(CxxText text)
    {
        if (!text.Enter()) return;
        text.Add("(");
        text.Join(parameters);
        text.Add(")");
        text.Add(behind);
        returns?.Right(text);
        text.Leave();
    }
}

/// <summary>An array's type.</summary>
internal sealed class CxxArray(CxxNode of, CxxNode? length) : CxxNode
{
    public override bool Declares(CxxText text) => true;

    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        of.Left(text);
        text.Leave();
    }

    public override void Right(CxxText text)
    {
        if (!text.Enter()) return;
        text.Add(text.Last == ']' ? "[" : " [");
        length?.Print(text);
        text.Add("]");
        of.Right(text);
        text.Leave();
    }
}
