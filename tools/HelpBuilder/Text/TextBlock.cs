namespace HelpBuilder.Text;

/// <summary>A block of plain text. A list item carries its marker and how deep it stands.</summary>
internal sealed record TextBlock(TextBlockKind Kind, string Text, int Indent = 0, string Marker = "");
