using System.Xml.Linq;
using HelpBuilder.Text;

namespace HelpBuilder.Maml;

/// <summary>Plain text blocks as the paragraphs that Get-Help prints one below the other.</summary>
internal static class MamlText
{
    public static XElement Description(IReadOnlyList<TextBlock> blocks) =>
        new(MamlNames.MamlNs + "description", Paragraphs(blocks));

    public static IEnumerable<XElement> Paragraphs(IReadOnlyList<TextBlock> blocks) => Texts(blocks).Select(Paragraph);

    public static XElement Paragraph(string text) => new(MamlNames.MamlNs + "para", text);

    /// <summary>
    /// The paragraphs' texts. Get-Help trims each one, which would shift the first line of indented code, so code rides
    /// at the end of the prose before it; and it parts paragraphs by an empty line, so a list is a single one.
    /// </summary>
    public static IReadOnlyList<string> Texts(IReadOnlyList<TextBlock> blocks)
    {
        var texts = new List<string>();
        TextBlock? last = null;
        foreach (var block in blocks)
        {
            var margin = new string(' ', block.Indent);
            switch (block.Kind)
            {
                case TextBlockKind.ListItem when last?.Kind == TextBlockKind.ListItem:
                    texts[^1] += $"\n{margin}{block.Marker}{block.Text}";
                    break;
                case TextBlockKind.Code or TextBlockKind.Table when texts.Count > 0:
                    texts[^1] += "\n\n" + Indented(block.Text, margin + "    ");
                    break;
                default:
                    texts.Add(block.Marker + block.Text);
                    break;
            }

            last = block;
        }

        return texts;
    }

    private static string Indented(string text, string margin) =>
        string.Join('\n', text.Split('\n').Select(line => (margin + line).TrimEnd()));
}
