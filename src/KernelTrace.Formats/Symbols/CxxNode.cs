namespace KernelTrace.Formats.Symbols;

/// <summary>A part of a C++ name, as it was written into a mangled one.</summary>
/// <remarks>A type of C++ stands around the name it declares, as in <c>void (*f)(int)</c>, so each part has a text before
/// and one behind; most have only the first.</remarks>
internal abstract class CxxNode
{
    /// <summary>Whether it is a function's or an array's type, which what points to it has to put brackets into.</summary>
    public virtual bool IsDeclarator => false;

    /// <summary>Whether it is a name that ends in arguments of a template: functions of such names have a type of return
    /// in their mangled names.</summary>
    public virtual bool IsTemplate => false;

    /// <summary>Whether it is a constructor, a destructor or a conversion, which have none.</summary>
    public virtual bool HasNoReturn => false;

    /// <summary>The name of a class without what is around it, for its constructors.</summary>
    public virtual CxxNode Base => this;

    public abstract void Left(CxxText text);

    public virtual void Right(CxxText text)
    {
    }

    public void Print(CxxText text)
    {
        if (!text.Enter()) return;
        Left(text);
        Right(text);
        text.Leave();
    }
}

/// <summary>A text as it is.</summary>
internal sealed class CxxWord(string word) : CxxNode
{
    public override void Left(CxxText text) => text.Add(word);
}

/// <summary>Parts, one behind the other.</summary>
internal sealed class CxxSequence(params object[] parts) : CxxNode
{
    public bool Template { get; init; }

    public bool NoReturn { get; init; }

    public CxxNode? Own { get; init; }

    public override bool IsTemplate => Template;

    public override bool HasNoReturn => NoReturn;

    public override CxxNode Base => Own ?? this;

    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        foreach (object part in parts)
        {
            if (part is string word) text.Add(word);
            else ((CxxNode)part).Print(text);
        }

        text.Leave();
    }
}

/// <summary>Parts with commas between; those that are empty packs leave none.</summary>
internal sealed class CxxList(string open, IReadOnlyList<CxxNode> parts, string close) : CxxNode
{
    public override void Left(CxxText text)
    {
        text.Add(open);
        text.Join(parts);
        // two closing angle brackets never touch
        if (close == ">" && text.Last == '>') text.Add(" ");
        text.Add(close);
    }
}

/// <summary>A pointer, a reference or a pointer to a member.</summary>
internal sealed class CxxPointer(CxxNode to, CxxNode mark) : CxxNode
{
    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        to.Left(text);
        if (Direct(to)) text.Add(text.Last == ' ' ? "(" : " (");
        else if (mark is not CxxWord) text.Add(" ");
        mark.Print(text);
        text.Leave();
    }

    public override void Right(CxxText text)
    {
        if (!text.Enter()) return;
        if (Direct(to)) text.Add(")");
        to.Right(text);
        text.Leave();
    }

    private static bool Direct(CxxNode node) => node.IsDeclarator;
}

/// <summary><c>const</c> and its like behind a type.</summary>
internal sealed class CxxQualified(CxxNode type, string words) : CxxNode
{
    public override bool IsDeclarator => type.IsDeclarator;

    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        type.Left(text);
        if (!type.IsDeclarator) text.Add(words);
        text.Leave();
    }

    public override void Right(CxxText text)
    {
        if (!text.Enter()) return;
        type.Right(text);
        if (type.IsDeclarator) text.Add(words);
        text.Leave();
    }
}

/// <summary>A function's type: what it returns, if that is told, and its parameters.</summary>
internal sealed class CxxFunction(CxxNode? returns, CxxNode? name, IReadOnlyList<CxxNode> parameters, string behind) : CxxNode
{
    public override bool IsDeclarator => name is null;

    public override void Left(CxxText text)
    {
        if (!text.Enter()) return;
        if (returns is not null)
        {
            returns.Left(text);
            if (!returns.IsDeclarator || text.Last != ' ') text.Add(" ");
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
    public override bool IsDeclarator => true;

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

/// <summary>Several arguments in the place of one.</summary>
internal sealed class CxxPack(IReadOnlyList<CxxNode> parts) : CxxNode
{
    public override bool IsDeclarator => parts.Count == 1 && parts[0].IsDeclarator;

    public IReadOnlyList<CxxNode> Parts => parts;

    public override void Left(CxxText text)
    {
        if (text.Index < 0) text.Join(parts);
        else if (Now(text) is CxxNode now) now.Left(text);
    }

    public override void Right(CxxText text)
    {
        if (text.Index >= 0 && Now(text) is CxxNode now) now.Right(text);
    }

    private CxxNode? Now(CxxText text)
    {
        text.Count = Math.Max(text.Count, parts.Count);
        return text.Index < parts.Count ? parts[text.Index] : null;
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

    public override bool IsDeclarator => false;

    public override void Left(CxxText text)
    {
        if (Node is null || !text.Enter()) return;
        Node.Left(text);
        text.Leave();
    }

    public override void Right(CxxText text)
    {
        if (Node is null || !text.Enter()) return;
        Node.Right(text);
        text.Leave();
    }
}
