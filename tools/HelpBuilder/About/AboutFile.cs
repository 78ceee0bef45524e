using HelpBuilder.Pages;
using HelpBuilder.Parsing;
using HelpBuilder.Text;

namespace HelpBuilder.About;

/// <summary>
/// An about page as the text that Get-Help prints. The engine shows the fifth line of the text in its lists, which is
/// why the topic and the short description come first, each on a line of its own.
/// </summary>
internal static class AboutFile
{
    private const int Width = 80;
    private const int Margin = 4;
    private const string ShortDescription = "SHORT DESCRIPTION";

    /// <returns>The text; null when there are errors.</returns>
    public static string? Text(string markdown, PageErrors errors)
    {
        SourceCheck.Run(markdown, errors);
        var root = Section.Tree(MarkdownReader.Read(markdown));
        var name = Path.GetFileNameWithoutExtension(errors.Path);
        if (root.Children is not [{ Level: 1 } title] || title.Title != name)
        {
            errors.Add(1, $"an about page has exactly one '# {name}' heading, above all others");
            return null;
        }

        var lines = new List<string> { "TOPIC", new string(' ', Margin) + name };
        Append(lines, title, 0);
        if (title.Children.FirstOrDefault() is not { } first || Heading(first) != ShortDescription)
        {
            errors.Add(title.Line, "the first section must be '## Short description'");
        }
        else if (lines.Count < 5 || (lines.Count > 5 && lines[5].Length > 0))
        {
            errors.Add(first.Line, $"the short description must fit one line of {Width - Margin} characters");
        }

        return errors.Items.Count == 0 ? string.Join('\n', lines) + "\n" : null;
    }

    private static void Append(List<string> lines, Section section, int depth)
    {
        lines.AddRange(WrappedText.Lines(BlockText.Of(section.Blocks), Width, Margin));
        foreach (var child in section.Children)
        {
            lines.Add("");
            lines.Add(depth == 0 ? Heading(child) : $"  {child.Title}");
            Append(lines, child, depth + 1);
        }
    }

    private static string Heading(Section section) => section.Title.ToUpperInvariant();
}
