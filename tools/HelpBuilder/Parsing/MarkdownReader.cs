using Markdig;
using Markdig.Syntax;

namespace HelpBuilder.Parsing;

/// <summary>The one Markdown dialect of all pages.</summary>
internal static class MarkdownReader
{
    private static readonly MarkdownPipeline _pipeline =
        new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();

    public static MarkdownDocument Read(string text) =>
        Markdown.Parse(text.Replace("\r\n", "\n", StringComparison.Ordinal), _pipeline);
}
