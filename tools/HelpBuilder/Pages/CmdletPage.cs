using HelpBuilder.Text;

namespace HelpBuilder.Pages;

/// <summary>One cmdlet's page, read and checked.</summary>
internal sealed record CmdletPage(string Path, FrontMatter FrontMatter, string Name)
{
    public required IReadOnlyList<TextBlock> Synopsis { get; init; }

    public required IReadOnlyList<SyntaxSet> Syntax { get; init; }

    public required IReadOnlyList<TextBlock> Description { get; init; }

    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    public required IReadOnlyList<TypeHelp> Inputs { get; init; }

    public required IReadOnlyList<TypeHelp> Outputs { get; init; }

    public required IReadOnlyList<TextBlock> Notes { get; init; }

    public required IReadOnlyList<RelatedLink> Links { get; init; }
}
