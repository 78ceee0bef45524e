namespace KernelTrace.Formats.Symbols;

/// <summary>Several arguments in the place of one.</summary>
internal sealed class CxxArguments(IReadOnlyList<CxxNode> parts) : CxxNode
{
    public IReadOnlyList<CxxNode> Parts => parts;

    public override void Left(CxxText text) => text.Join(parts);
}

/// <summary>A parameter that several arguments stand for: within a pattern one of them, else all.</summary>
internal sealed class CxxPack(CxxArguments arguments) : CxxNode
{
    public override bool Declares(CxxText text) => text.Index >= 0 && text.Enter() && text.Leave(Now(text)?.Declares(text) == true);

    public override void Left(CxxText text)
    {
        if (text.Index < 0) arguments.Left(text);
        else Now(text)?.Left(text);
    }

    public override void Right(CxxText text)
    {
        if (text.Index >= 0) Now(text)?.Right(text);
    }

    public CxxNode? Now(CxxText text)
    {
        if (text.Index < 0) return null;
        text.Count = Math.Max(text.Count, arguments.Parts.Count);
        return text.Index < arguments.Parts.Count ? arguments.Parts[text.Index] : null;
    }
}

/// <summary>A pattern that is repeated for each of a pack.</summary>
internal sealed class CxxExpansion(CxxNode pattern) : CxxNode
{
    public override void Left(CxxText text) => text.Expand(pattern);
}

/// <summary>An argument of a template that is told further on in the name (conversions).</summary>
internal sealed class CxxLater : CxxNode
{
    public CxxNode? Node { get; set; }

    /// <summary>What it is called among the parameters of a function without a name (lambda).</summary>
    public string? Auto { get; init; }

    public override bool Declares(CxxText text) => text.Enter() && text.Leave(Now(text)?.Declares(text) == true);

    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        if (Now(text) is CxxNode node) node.Left(text);
        else text.Add(Auto ?? "");
        text.Leave();
    }

    public override void Right(CxxText text)
    {
        if (!text.Enter()) return;
        Now(text)?.Right(text);
        text.Leave();
    }

    public CxxNode? Now(CxxText text) => Auto is not null && text.InLambda ? null : Node;
}

/// <summary>A function without a name.</summary>
internal sealed class CxxLambda(CxxNode parameters, string number) : CxxNode
{
    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        bool outer = text.InLambda;
        text.InLambda = true;
        text.Add("{lambda");
        parameters.Print(text);
        text.Add(number);
        text.InLambda = outer;
        text.Leave();
    }
}
