using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace HelpBuilder.Text;

/// <summary>Markdown blocks as a flat list of plain text blocks.</summary>
internal static class BlockText
{
    public static IReadOnlyList<TextBlock> Of(IEnumerable<Block> blocks)
    {
        var result = new List<TextBlock>();
        Append(result, blocks, 0);
        return result;
    }

    /// <summary>The text of a code block, as written.</summary>
    public static string Code(CodeBlock block) => block.Lines.ToString().TrimEnd();

    private static void Append(List<TextBlock> result, IEnumerable<Block> blocks, int indent)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case CodeBlock code:
                    result.Add(new TextBlock(TextBlockKind.Code, Code(code), indent));
                    break;
                case Table table:
                    result.Add(new TextBlock(TextBlockKind.Table, TableText.Of(table), indent));
                    break;
                case ListBlock list:
                    AppendList(result, list, indent);
                    break;
                case HeadingBlock heading:
                    result.Add(new TextBlock(TextBlockKind.Heading, InlineText.Of(heading.Inline), indent));
                    break;
                case HtmlBlock html when html.Type != HtmlBlockType.Comment:
                    result.Add(new TextBlock(TextBlockKind.Paragraph, html.Lines.ToString().Trim(), indent));
                    break;
                case ParagraphBlock paragraph:
                    result.Add(new TextBlock(TextBlockKind.Paragraph, Note(InlineText.Of(paragraph.Inline)), indent));
                    break;
                case ContainerBlock container and not LinkReferenceDefinitionGroup:
                    Append(result, container, indent);
                    break;
            }
        }
    }

    private static void AppendList(List<TextBlock> result, ListBlock list, int indent)
    {
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var marker = list.IsOrdered ? $"{number++}. " : "- ";
            var first = result.Count;
            Append(result, item, indent + marker.Length);
            if (first < result.Count && result[first] is { Kind: TextBlockKind.Paragraph } head)
            {
                result[first] = head with { Kind = TextBlockKind.ListItem, Indent = indent, Marker = marker };
            }
            else
            {
                result.Insert(first, new TextBlock(TextBlockKind.ListItem, "", indent, marker));
            }
        }
    }

    // "> [!NOTE]" is how the PowerShell documentation marks a note
    private static string Note(string text)
    {
        var end = text.IndexOf(']', StringComparison.Ordinal);
        return text.StartsWith("[!", StringComparison.Ordinal) && end > 2
            ? $"{text[2]}{text[3..end].ToLowerInvariant()}: {text[(end + 1)..].TrimStart()}"
            : text;
    }
}
