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
