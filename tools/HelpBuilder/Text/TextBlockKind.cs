namespace HelpBuilder.Text;

/// <summary>What a block of plain text was in Markdown; only prose may be wrapped.</summary>
internal enum TextBlockKind
{
    Paragraph,
    ListItem,
    Code,
    Table,
    Heading,
}
