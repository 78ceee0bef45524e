using HelpBuilder.Text;

namespace HelpBuilder.Pages;

/// <summary>One parameter's section: its text and its YAML block.</summary>
internal sealed record ParameterHelp(string Name, int Line, IReadOnlyList<TextBlock> Description)
{
    public required string Type { get; init; }

    public required string DefaultValue { get; init; }

    public required bool SupportsWildcards { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required IReadOnlyList<ParameterSetFacts> Sets { get; init; }

    public required bool DontShow { get; init; }

    public required IReadOnlyList<string> AcceptedValues { get; init; }

    /// <summary>What the engine says when it asks for a missing value and is itself asked what it wants.</summary>
    public string HelpMessage { get; init; } = "";

    /// <summary>What holds for the parameter in the named set; null when it does not belong to that set.</summary>
    public ParameterSetFacts? In(string set) =>
        Sets.FirstOrDefault(s => s.Name.Equals(set, StringComparison.OrdinalIgnoreCase))
        ?? Sets.FirstOrDefault(s => s.IsAll);
}
