using HelpBuilder.Pages;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace HelpBuilder.Parsing;

/// <summary>Reads and checks the YAML between the two rules at the head of a page.</summary>
internal static class FrontMatterReader
{
    private const string SchemaVersion = "2024-05-01";

    private static readonly string[] _required =
    [
        "document type", "external help file", "HelpUri", "Locale", "Module Name", "PlatyPS schema version", "title",
    ];

    private static readonly string[] _optional = ["ms.date", "ms.custom", "description"];

    public static FrontMatter? Read(MarkdownDocument document, PageErrors errors)
    {
        if (document.FirstOrDefault() is not YamlFrontMatterBlock block)
        {
            errors.Add(1, "missing front matter (a YAML block between two '---' lines)");
            return null;
        }

        // the block's first line is the rule itself
        if (YamlMap.Load(block.Lines.ToString(), block.Line + 2, errors) is not { } map)
        {
            return null;
        }

        map.CheckKeys(_required, _optional);
        if (map.Text("document type") is not ("cmdlet" or "module") and var type)
        {
            errors.Add(map.LineOf("document type"), $"unknown document type '{type}' (needs cmdlet or module)");
        }

        if (map.Text("PlatyPS schema version") is not SchemaVersion and var version)
        {
            errors.Add(map.LineOf("PlatyPS schema version"), $"unknown schema '{version}' (needs {SchemaVersion})");
        }

        return new FrontMatter(
            map.Text("document type"), map.Text("external help file"), map.Text("HelpUri"),
            map.Text("Locale"), map.Text("Module Name"), map.Text("title"));
    }
}
