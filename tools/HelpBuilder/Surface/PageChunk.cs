namespace HelpBuilder.Surface;

/// <summary>A heading's line and the lines up to the next heading; the first chunk of a page has no heading.</summary>
internal sealed record PageChunk(string Heading, List<string> Body)
{
    public bool IsSection => Heading.StartsWith("# ", StringComparison.Ordinal)
        || Heading.StartsWith("## ", StringComparison.Ordinal);

    /// <summary>The name of the parameter whose section this is; null for any other.</summary>
    public string? Parameter =>
        Heading.StartsWith("### -", StringComparison.Ordinal) ? Heading["### -".Length..].Trim() : null;

    /// <summary>Cuts a page without reading its Markdown, so that every line survives as it was written.</summary>
    public static List<PageChunk> Split(string text)
    {
        var chunks = new List<PageChunk> { new("", []) };
        var fenced = false;
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n'))
        {
            fenced ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!fenced && line.StartsWith('#'))
            {
                chunks.Add(new PageChunk(line, []));
            }
            else
            {
                chunks[^1].Body.Add(line);
            }
        }

        return chunks;
    }

    public static string Join(IEnumerable<PageChunk> chunks) =>
        string.Join('\n', chunks.SelectMany(chunk => chunk.Lines())) + "\n";

    private IEnumerable<string> Lines() => Heading.Length == 0 ? Body : Body.Prepend(Heading);
}
