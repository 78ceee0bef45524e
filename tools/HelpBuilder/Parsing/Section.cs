using Markdig.Syntax;

namespace HelpBuilder.Parsing;

/// <summary>A heading, what stands under it before the next heading, and its own subsections.</summary>
internal sealed record Section(string Title, int Level, int Line)
{
    public List<Block> Blocks { get; } = [];

    public List<Section> Children { get; } = [];

    /// <summary>The headings of a page as a tree under a root that has no title.</summary>
    public static Section Tree(MarkdownDocument document)
    {
        var path = new Stack<Section>([new Section("", 0, 1)]);
        foreach (var block in document)
        {
            if (block is not HeadingBlock heading)
            {
                path.Peek().Blocks.Add(block);
                continue;
            }

            while (path.Peek().Level >= heading.Level)
            {
                path.Pop();
            }

            var section = new Section(Text.InlineText.Of(heading.Inline), heading.Level, heading.Line + 1);
            path.Peek().Children.Add(section);
            path.Push(section);
        }

        return path.Last();
    }
}
