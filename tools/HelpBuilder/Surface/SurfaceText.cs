using System.Text.RegularExpressions;
using HelpBuilder.Pages;

namespace HelpBuilder.Surface;

/// <summary>The parts of a page that metadata can write: the SYNTAX section and the YAML blocks.</summary>
internal static partial class SurfaceText
{
    private const int Width = 100;

    /// <summary>What stands under the heading of the SYNTAX section.</summary>
    public static IEnumerable<string> Syntax(CmdletSurface cmdlet)
    {
        yield return "";
        foreach (var set in cmdlet.Sets)
        {
            yield return $"### {set.Heading}";
            yield return "";
            yield return "```";
            foreach (var line in Wrap($"{cmdlet.Name} {set.Syntax}"))
            {
                yield return line;
            }

            yield return "```";
            yield return "";
        }
    }

    /// <summary>A parameter's YAML block without its fence. No metadata tells the default value.</summary>
    public static IEnumerable<string> Yaml(ParameterHelp parameter, string defaultValue) =>
    [
        $"Type: {Scalar(parameter.Type)}",
        $"DefaultValue: {Scalar(defaultValue)}",
        $"SupportsWildcards: {Truth(parameter.SupportsWildcards)}",
        .. List("Aliases", parameter.Aliases),
        "ParameterSets:",
        .. parameter.Sets.SelectMany(Set),
        $"DontShow: {Truth(parameter.DontShow)}",
        .. List("AcceptedValues", parameter.AcceptedValues),
        $"HelpMessage: {Scalar(parameter.HelpMessage)}",
    ];

    private static string[] Set(ParameterSetFacts set) =>
    [
        $"- Name: {Scalar(set.Name)}",
        $"  Position: {set.Position?.ToString() ?? "Named"}",
        $"  IsRequired: {Truth(set.IsRequired)}",
        $"  ValueFromPipeline: {Truth(set.ValueFromPipeline)}",
        $"  ValueFromPipelineByPropertyName: {Truth(set.ValueFromPipelineByPropertyName)}",
        $"  ValueFromRemainingArguments: {Truth(set.ValueFromRemainingArguments)}",
    ];

    private static IEnumerable<string> List(string key, IReadOnlyList<string> items) =>
        items.Count == 0 ? [$"{key}: []"] : items.Select(item => $"- {Scalar(item)}").Prepend($"{key}:");

    private static string Truth(bool value) => value ? "true" : "false";

    private static string Scalar(string text) =>
        Plain().IsMatch(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // a bracket belongs to the word before it: '[[-Name] <string>]' must not break between its halves
    private static IEnumerable<string> Wrap(string syntax)
    {
        var line = "";
        foreach (var word in Part().Matches(syntax).Select(match => match.Value))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = " " + word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }

    [GeneratedRegex(@"^[\w($][\w .,()\[\]`$/\\-]*$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\[\[?-[^\s\]]+\]?( [<{][^>}]*[>}])?\]?|\S+( <[^>]*>)?")]
    private static partial Regex Part();
}
