using HelpBuilder.Pages;
using HelpBuilder.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpBuilder.Parsing;

/// <summary>Reads the RELATED LINKS section, whether its links stand in a list or in paragraphs.</summary>
internal static class LinkReader
{
    public static IReadOnlyList<RelatedLink> Read(Section section) =>
        [.. section.Blocks.SelectMany(Inlines).Select(Link).OfType<RelatedLink>()];

    private static IEnumerable<Inline> Inlines(Block block) => block switch
    {
        LeafBlock { Inline: { } inline } => inline.Descendants<Inline>(),
        ContainerBlock container => container.SelectMany(Inlines),
        _ => [],
    };

    private static RelatedLink? Link(Inline inline) => inline switch
    {
        LinkInline link => new RelatedLink(InlineText.Of(link), LinkTarget.IsAbsolute(link.Url) ? link.Url! : ""),
        AutolinkInline link => new RelatedLink("", link.Url),
        _ => null,
    };
}
