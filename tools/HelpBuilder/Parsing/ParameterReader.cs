using HelpBuilder.Pages;
using HelpBuilder.Text;
using Markdig.Syntax;

namespace HelpBuilder.Parsing;

/// <summary>Reads the PARAMETERS section.</summary>
internal static class ParameterReader
{
    private const string CommonParameters = "CommonParameters";

    private static readonly string[] _required =
    [
        "Type", "DefaultValue", "SupportsWildcards", "Aliases", "ParameterSets", "DontShow", "AcceptedValues",
        "HelpMessage",
    ];

    private static readonly string[] _optional = ["ParameterValue"];

    private static readonly string[] _requiredInSet = ["Name", "Position", "IsRequired"];

    private static readonly string[] _optionalInSet =
        ["ValueFromPipeline", "ValueFromPipelineByPropertyName", "ValueFromRemainingArguments"];

    public static IReadOnlyList<ParameterHelp> Read(Section section, PageErrors errors)
    {
        var result = new List<ParameterHelp>();
        foreach (var child in section.Children.Where(child => child.Title != CommonParameters))
        {
            if (!child.Title.StartsWith('-'))
            {
                errors.Add(child.Line, $"'{child.Title}' is neither '-ParameterName' nor '{CommonParameters}'");
            }
            else if (result.Any(parameter => parameter.Name == child.Title[1..]))
            {
                errors.Add(child.Line, $"parameter '{child.Title}' stands twice");
            }
            else if (Parameter(child, errors) is { } parameter)
            {
                result.Add(parameter);
            }
        }

        return result;
    }

    private static ParameterHelp? Parameter(Section section, PageErrors errors)
    {
        var description = BlockText.Of(section.Blocks.Where(block => !IsYaml(block)));
        if (description.Count == 0)
        {
            errors.Add(section.Line, $"parameter '{section.Title}' has no text");
        }

        if (section.Blocks.Where(IsYaml).ToList() is not [FencedCodeBlock yaml])
        {
            errors.Add(section.Line, $"parameter '{section.Title}' needs one yaml block");
            return null;
        }

        if (YamlMap.Load(yaml.Lines.ToString(), yaml.Line + 2, errors) is not { } map)
        {
            return null;
        }

        map.CheckKeys(_required, _optional);
        if (!map.Maps("ParameterSets").Any())
        {
            errors.Add(map.LineOf("ParameterSets"), $"parameter '{section.Title}' belongs to no parameter set");
        }

        return new ParameterHelp(section.Title[1..], section.Line, description)
        {
            Type = map.Text("Type"),
            DefaultValue = map.Text("DefaultValue"),
            SupportsWildcards = map.Bool("SupportsWildcards"),
            Aliases = map.Texts("Aliases"),
            Sets = [.. map.Maps("ParameterSets").Select(set => Facts(set, errors))],
            DontShow = map.Bool("DontShow"),
            AcceptedValues = map.Texts("AcceptedValues"),
            HelpMessage = map.Text("HelpMessage"),
        };
    }

    private static bool IsYaml(Block block) => block is FencedCodeBlock { Info: "yaml" };

    private static ParameterSetFacts Facts(YamlMap map, PageErrors errors)
    {
        map.CheckKeys(_requiredInSet, _optionalInSet);
        return new ParameterSetFacts(
            map.Text("Name"),
            Position(map, errors),
            map.Bool("IsRequired"),
            map.Bool("ValueFromPipeline"),
            map.Bool("ValueFromPipelineByPropertyName"),
            map.Bool("ValueFromRemainingArguments"));
    }

    private static int? Position(YamlMap map, PageErrors errors)
    {
        var text = map.Text("Position");
        if (int.TryParse(text, out var position))
        {
            return position;
        }

        if (!text.Equals("Named", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add(map.LineOf("Position"), $"'Position' is neither a number nor Named: '{text}'");
        }

        return null;
    }
}
