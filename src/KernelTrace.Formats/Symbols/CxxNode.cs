namespace KernelTrace.Formats.Symbols;

/// <summary>A part of a C++ name, as it was written into a mangled one.</summary>
/// <remarks>A type of C++ stands around the name it declares, as in <c>void (*f)(int)</c>, so each part has a text before
/// and one behind; most have only the first.</remarks>
internal abstract class CxxNode
{
    /// <summary>Whether it is a function's or an array's type, which what points to it has to put brackets into.</summary>
    public virtual bool Declares(CxxText text) => false;

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

    /// <summary>What is within brackets.</summary>
    public CxxNode? Inner { get; init; }

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
        // two angle brackets never touch
        if (open == "<" && text.Last == '<') text.Add(" ");
        text.Add(open);
        text.Join(parts);
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
