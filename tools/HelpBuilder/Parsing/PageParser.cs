using HelpBuilder.Pages;
using HelpBuilder.Text;

namespace HelpBuilder.Parsing;

/// <summary>Reads a cmdlet's page of the PlatyPS 1.0 schema and says everything that is wrong with it.</summary>
internal static class PageParser
{
    /// <returns>The page; null when there are errors, or when the page is of the module and not of a cmdlet.</returns>
    public static CmdletPage? Parse(string text, string helpFile, PageErrors errors)
    {
        SourceCheck.Run(text, errors);
        var document = MarkdownReader.Read(text);
        var frontMatter = FrontMatterReader.Read(document, errors);
        if (frontMatter is null or { DocumentType: "module" })
        {
            return null;
        }

        var root = Section.Tree(document);
        var title = PageTitle(root, frontMatter, helpFile, errors);
        var sections = SectionRules.Check(title, errors);
        var syntax = SyntaxReader.Read(title.Title, sections("SYNTAX"), errors);
        var page = new CmdletPage(errors.Path, frontMatter, title.Title)
        {
            Synopsis = Prose(sections("SYNOPSIS"), "synopsis", errors),
            Syntax = syntax,
            Description = Prose(sections("DESCRIPTION"), "description", errors),
            Examples = ExampleReader.Read(sections("EXAMPLES"), errors),
            Parameters = ParameterReader.Read(sections("PARAMETERS"), errors),
            Inputs = Types(sections("INPUTS")),
            Outputs = Types(sections("OUTPUTS")),
            Notes = BlockText.Of(sections("NOTES").Blocks),
            Links = LinkReader.Read(sections("RELATED LINKS")),
        };
        SyntaxCheck.Run(page, errors);
        return errors.Items.Count == 0 ? page : null;
    }

    private static Section PageTitle(Section root, FrontMatter frontMatter, string helpFile, PageErrors errors)
    {
        if (root.Children is not [{ Level: 1 } title])
        {
            errors.Add(1, "a page has exactly one '# Name' heading, above all others");
            return root.Children.FirstOrDefault() ?? root;
        }

        var file = Path.GetFileNameWithoutExtension(errors.Path);
        if (title.Title != frontMatter.Title || title.Title != file)
        {
            errors.Add(
                title.Line,
                $"heading '{title.Title}', title '{frontMatter.Title}' and file name '{file}' must be the same");
        }

        if (title.Title.Split('-') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            errors.Add(title.Line, $"'{title.Title}' is not a Verb-Noun name");
        }

        if (frontMatter.HelpFile != helpFile)
        {
            errors.Add(1, $"external help file is '{frontMatter.HelpFile}' and not '{helpFile}'");
        }

        return title;
    }

    private static IReadOnlyList<TextBlock> Prose(Section section, string what, PageErrors errors)
    {
        var prose = BlockText.Of(section.Blocks);
        if (prose.Count == 0)
        {
            errors.Add(section.Line, $"missing {what}");
        }

        return prose;
    }

    private static IReadOnlyList<TypeHelp> Types(Section section) =>
        [.. section.Children.Select(type => new TypeHelp(type.Title, BlockText.Of(type.Blocks)))];
}
