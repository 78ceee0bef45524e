namespace HelpBuilder.Pages;

/// <summary>How a parameter binds in one parameter set; a null position means that it binds by name only.</summary>
internal sealed record ParameterSetFacts(
    string Name,
    int? Position,
    bool IsRequired,
    bool ValueFromPipeline,
    bool ValueFromPipelineByPropertyName,
    bool ValueFromRemainingArguments)
{
    /// <summary>The name that a page gives to "every set".</summary>
    public const string All = "(All)";

    public bool IsAll => Name is All or SyntaxSet.AllSets;
}
