using HelpBuilder.Pages;
using HelpBuilder.Text;
using Markdig.Syntax;

namespace HelpBuilder.Parsing;

/// <summary>Reads the EXAMPLES section.</summary>
internal static class ExampleReader
{
    private const int Fewest = 2;

    public static IReadOnlyList<ExampleHelp> Read(Section section, PageErrors errors)
    {
        if (section.Children.Count < Fewest)
        {
            errors.Add(section.Line, $"fewer than two examples ({section.Children.Count})");
        }

        return [.. section.Children.Select(example => Example(example, errors))];
    }

    private static ExampleHelp Example(Section section, PageErrors errors)
    {
        var introduction = section.Blocks.TakeWhile(block => block is not CodeBlock).ToList();
        // the output of a command follows it at once: shown as one block, its columns stay in line
        var blocks = section.Blocks.Skip(introduction.Count).TakeWhile(block => block is CodeBlock).Cast<CodeBlock>();
        var code = blocks.Select(BlockText.Code).ToList();
        if (code.All(string.IsNullOrWhiteSpace))
        {
            errors.Add(section.Line, $"example '{section.Title}' has no code");
        }

        return new ExampleHelp(
            section.Title,
            BlockText.Of(introduction),
            string.Join("\n\n", code),
            BlockText.Of(section.Blocks.Skip(introduction.Count + code.Count)));
    }
}
