using System.Text.RegularExpressions;
using HelpBuilder.Pages;
using HelpBuilder.Text;
using Markdig.Syntax;

namespace HelpBuilder.Parsing;

/// <summary>Reads the parameter sets, and the order of their parameters, from the SYNTAX section.</summary>
internal static partial class SyntaxReader
{
    private const string DefaultMark = " (Default)";

    public static IReadOnlyList<SyntaxSet> Read(string cmdlet, Section section, PageErrors errors)
    {
        var sets = new List<SyntaxSet>();
        foreach (var child in section.Children)
        {
            var isDefault = child.Title.EndsWith(DefaultMark, StringComparison.Ordinal);
            var name = isDefault ? child.Title[..^DefaultMark.Length] : child.Title;
            var code = child.Blocks.OfType<CodeBlock>().Select(BlockText.Code).FirstOrDefault("");
            if (!code.StartsWith(cmdlet, StringComparison.Ordinal))
            {
                errors.Add(child.Line, $"syntax '{name}' has no code block that begins with '{cmdlet}'");
            }

            var rest = code[Math.Min(cmdlet.Length, code.Length)..];
            var parameters = ParameterName().Matches(rest).Select(match => match.Groups[1].Value);
            sets.Add(new SyntaxSet(name, isDefault, child.Line, [.. parameters]));
        }

        if (sets.Count == 0)
        {
            errors.Add(section.Line, $"SYNTAX has no '### {SyntaxSet.AllSets}' or other set");
        }

        if (sets.Count(set => set.IsDefault) > 1)
        {
            errors.Add(section.Line, "SYNTAX has more than one default set");
        }

        return sets;
    }

    // a parameter stands at the beginning, after a blank or after the bracket that makes it optional or positional
    [GeneratedRegex(@"(?<=^|[\s\[])-([A-Za-z_]\w*)")]
    private static partial Regex ParameterName();
}
