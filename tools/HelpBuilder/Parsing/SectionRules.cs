using HelpBuilder.Pages;

namespace HelpBuilder.Parsing;

/// <summary>The sections of a page: which there must be, and in which order.</summary>
internal static class SectionRules
{
    private const string OptionalSection = "ALIASES";

    private static readonly string[] _inOrder =
    [
        "SYNOPSIS", "SYNTAX", OptionalSection, "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES",
        "RELATED LINKS",
    ];

    /// <returns>A section by its title; a missing one, once complained of, reads as empty.</returns>
    public static Func<string, Section> Check(Section title, PageErrors errors)
    {
        var found = new Dictionary<string, Section>();
        var last = -1;
        foreach (var section in title.Children)
        {
            var index = Array.IndexOf(_inOrder, section.Title);
            if (index < 0)
            {
                errors.Add(section.Line, $"unknown section '{section.Title}'");
            }
            else if (!found.TryAdd(section.Title, section))
            {
                errors.Add(section.Line, $"section '{section.Title}' stands twice");
            }
            else if (index < last)
            {
                errors.Add(section.Line, $"section '{section.Title}' must stand before '{_inOrder[last]}'");
            }

            last = Math.Max(last, index);
        }

        foreach (var name in _inOrder.Where(name => name != OptionalSection && !found.ContainsKey(name)))
        {
            errors.Add(title.Line, $"missing section '## {name}'");
            found.Add(name, new Section(name, 2, title.Line));
        }

        return name => found[name];
    }
}
