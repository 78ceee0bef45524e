namespace KernelTrace.Functions;

/// <summary>What is found out about the name of a function, for an error that has to say what to do.</summary>
/// <param name="Name">The name that was asked for.</param>
/// <param name="Kind">What was found.</param>
/// <param name="Names">Names that would do instead: variants, the first name of an alias, near names.</param>
/// <param name="Text">All of it in one or two sentences.</param>
public sealed record FunctionFinding(string Name, FunctionFindingKind Kind, IReadOnlyList<string> Names, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
