using System.Globalization;
using HelpBuilder.Pages;

namespace HelpBuilder.Surface;

/// <summary>A new page with everything but the prose, whose places are marked so that no build takes them.</summary>
internal static class PageSkeleton
{
    private const string Fill = "{{ Fill in }}";

    public static IEnumerable<string> Lines(CmdletSurface cmdlet, string module) =>
    [
        "---",
        "document type: cmdlet",
        $"external help file: {module}.dll-Help.xml",
        $"HelpUri: '{cmdlet.HelpUri}'",
        "Locale: en-US",
        $"Module Name: {module}",
        $"ms.date: {DateTime.UtcNow.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture)}",
        "PlatyPS schema version: 2024-05-01",
        $"title: {cmdlet.Name}",
        "---",
        "",
        $"# {cmdlet.Name}",
        "",
        .. Section("## SYNOPSIS", Fill),
        "## SYNTAX",
        .. SurfaceText.Syntax(cmdlet),
        .. Section("## DESCRIPTION", Fill),
        "## EXAMPLES",
        "",
        .. Section($"### Example 1: {Fill}", "```powershell", cmdlet.Name, "```", "", Fill),
        .. Section($"### Example 2: {Fill}", "```powershell", cmdlet.Name, "```", "", Fill),
        "## PARAMETERS",
        "",
        .. cmdlet.Parameters.SelectMany(Parameter),
        .. Section(
            "### CommonParameters",
            "This cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable,",
            "-InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable,",
            "-ProgressAction, -Verbose, -WarningAction, and -WarningVariable. For more information, see",
            "[about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216)."),
        "## INPUTS",
        "",
        .. Types(cmdlet.Parameters.Where(TakesPipeline).Select(Item)),
        "## OUTPUTS",
        "",
        .. Types(cmdlet.Outputs),
        "## NOTES",
        "",
        "## RELATED LINKS",
    ];

    /// <summary>A parameter's section.</summary>
    public static IEnumerable<string> Parameter(ParameterHelp parameter) => Section(
        $"### -{parameter.Name}",
        [Text(parameter.Name), "", "```yaml", .. SurfaceText.Yaml(parameter, ""), "```"]);

    private static string Text(string parameter) => parameter switch
    {
        "WhatIf" => "Shows what would be done, and does nothing.",
        "Confirm" => "Asks before each change.",
        _ => Fill,
    };

    private static bool TakesPipeline(ParameterHelp parameter) =>
        parameter.Sets.Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName);

    // the pipeline takes an array apart
    private static string Item(ParameterHelp parameter) =>
        parameter.Type.Replace("[]", "", StringComparison.Ordinal);

    private static IEnumerable<string> Types(IEnumerable<string> names) =>
        names.DefaultIfEmpty("None").Distinct().SelectMany(name => Section($"### {name}", Fill));

    private static IEnumerable<string> Section(string heading, params IEnumerable<string> lines) =>
        [heading, "", .. lines, ""];
}
