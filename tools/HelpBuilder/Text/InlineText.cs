using System.Text;
using Markdig.Syntax.Inlines;

namespace HelpBuilder.Text;

/// <summary>Inline Markdown as plain text: nothing but the marks is lost.</summary>
internal static class InlineText
{
    public static string Of(ContainerInline? container)
    {
        var text = new StringBuilder();
        Append(text, container);
        return text.ToString().Trim();
    }

    private static void Append(StringBuilder text, ContainerInline? container)
    {
        foreach (var inline in container ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(Code(code.Content));
                    break;
                case LineBreakInline lineBreak:
                    text.Append(lineBreak.IsHard ? '\n' : ' ');
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline autolink:
                    text.Append(autolink.Url);
                    break;
                case HtmlInline html:
                    text.Append(html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase) ? "\n" : html.Tag);
                    break;
                case LinkInline link:
                    AppendLink(text, link);
                    break;
                case ContainerInline inner:
                    Append(text, inner);
                    break;
            }
        }
    }

    // without its marks a code span of several words would melt into the sentence
    private static string Code(string code) => code.Any(char.IsWhiteSpace) ? $"`{code}`" : code;

    private static void AppendLink(StringBuilder text, LinkInline link)
    {
        var label = Of(link);
        text.Append(label);
        if (LinkTarget.IsAbsolute(link.Url) && link.Url != label)
        {
            text.Append(label.Length == 0 ? link.Url : $" ({link.Url})");
        }
    }
}
