namespace HelpBuilder.Text;

/// <summary>Plain text blocks as lines of a given width. Code and tables keep their lines.</summary>
internal static class WrappedText
{
    public static IEnumerable<string> Lines(IReadOnlyList<TextBlock> blocks, int width, int indent)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            var inOneList = block.Kind == TextBlockKind.ListItem && blocks[Math.Max(0, i - 1)].Kind == block.Kind;
            if (i > 0 && !inOneList)
            {
                yield return "";
            }

            foreach (var line in Lines(block, width, indent + block.Indent))
            {
                yield return line.TrimEnd();
            }
        }
    }

    private static IEnumerable<string> Lines(TextBlock block, int width, int indent)
    {
        var margin = new string(' ', indent);
        return block.Kind switch
        {
            TextBlockKind.Code => block.Text.Split('\n').Select(line => $"{margin}    {line}"),
            TextBlockKind.Table => block.Text.Split('\n').Select(line => margin + line),
            _ => Wrap(block.Text, width - indent - block.Marker.Length)
                .Select((line, n) => margin + (n == 0 ? block.Marker : new string(' ', block.Marker.Length)) + line),
        };
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    yield return line;
                    line = "";
                }

                line = line.Length == 0 ? word : $"{line} {word}";
            }

            yield return line;
        }
    }
}
