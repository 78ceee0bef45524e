using HelpBuilder.About;
using HelpBuilder.Maml;
using HelpBuilder.Pages;
using HelpBuilder.Parsing;

namespace HelpBuilder;

/// <summary>Turns a folder of pages into the folder that Get-Help reads.</summary>
internal static class HelpFolder
{
    /// <returns>What is wrong with the pages; nothing is written unless all are right.</returns>
    public static IReadOnlyList<PageError> Build(string docs, string output, string module)
    {
        var errors = new List<PageError>();
        var pages = new List<CmdletPage>();
        var files = new List<(string Name, string Text)>();
        var helpFile = $"{module}.dll-Help.xml";
        foreach (var path in Directory.GetFiles(docs, "*.md").Order(StringComparer.Ordinal))
        {
            var found = new PageErrors(path);
            var text = File.ReadAllText(path);
            if (Path.GetFileName(path).StartsWith("about_", StringComparison.Ordinal))
            {
                if (AboutFile.Text(text, found) is { } about)
                {
                    files.Add((Path.GetFileNameWithoutExtension(path) + ".help.txt", about));
                }
            }
            else if (PageParser.Parse(text, helpFile, found) is { } page)
            {
                pages.Add(page);
            }

            errors.AddRange(found.Items);
        }

        if (errors.Count == 0)
        {
            files.Add((helpFile, MamlFile.Text(pages)));
            files.ForEach(file => ChangedFile.Write(Path.Combine(output, file.Name), file.Text));
        }

        return errors;
    }
}
