namespace HelpBuilder.Pages;

/// <summary>One parameter set of the SYNTAX section, with its parameters in the order of the printed syntax.</summary>
internal sealed record SyntaxSet(string Name, bool IsDefault, int Line, IReadOnlyList<string> ParameterNames)
{
    /// <summary>The heading of a cmdlet's only set, and the name the engine gives to "every set".</summary>
    public const string AllSets = "__AllParameterSets";
}
