using System.Xml.Linq;
using HelpBuilder.Pages;
using HelpBuilder.Text;
using static HelpBuilder.Maml.MamlNames;

namespace HelpBuilder.Maml;

/// <summary>A parameter, in a line of the syntax or in the list of parameters.</summary>
internal static class MamlParameter
{
    /// <summary>The parameter in one line of syntax, where a switch takes no value.</summary>
    public static XElement InSyntax(ParameterHelp parameter, ParameterSetFacts facts) =>
        Element(parameter, facts, MamlType.Short(parameter.Type) == MamlType.Switch ? null : Value(parameter, true));

    /// <summary>The parameter by itself, with the facts of one set, for Get-Help has room for no more.</summary>
    public static XElement InList(ParameterHelp parameter, ParameterSetFacts facts) =>
        Element(parameter, facts, Value(parameter, MamlType.Short(parameter.Type) != MamlType.Switch));

    private static XElement Element(ParameterHelp parameter, ParameterSetFacts facts, XElement? value) => new(
        CommandNs + "parameter",
        new XAttribute("required", Truth(facts.IsRequired)),
        new XAttribute("variableLength", Truth(parameter.Type.EndsWith("[]", StringComparison.Ordinal))),
        new XAttribute("globbing", Truth(parameter.SupportsWildcards)),
        new XAttribute("pipelineInput", Pipeline(facts)),
        new XAttribute("position", facts.Position?.ToString() ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(MamlNs + "name", parameter.Name),
        MamlText.Description(WithAcceptedValues(parameter)),
        parameter.AcceptedValues.Count == 0 || value is null ? null : Group(parameter),
        value,
        new XElement(
            DevNs + "type",
            new XElement(MamlNs + "name", MamlType.Short(parameter.Type)),
            new XElement(MamlNs + "uri")),
        new XElement(DevNs + "defaultValue", parameter.DefaultValue.Length == 0 ? "None" : parameter.DefaultValue));

    private static XElement Value(ParameterHelp parameter, bool required) => new(
        CommandNs + "parameterValue",
        new XAttribute("required", Truth(required)),
        new XAttribute("variableLength", Truth(parameter.Type.EndsWith("[]", StringComparison.Ordinal))),
        MamlType.Short(parameter.Type));

    private static XElement Group(ParameterHelp parameter) => new(
        CommandNs + "parameterValueGroup",
        parameter.AcceptedValues.Select(value => new XElement(
            CommandNs + "parameterValue",
            new XAttribute("required", "false"),
            new XAttribute("variableLength", "false"),
            value)));

    // the group shows in the syntax only; a reader of -Parameter wants the values too
    private static IReadOnlyList<TextBlock> WithAcceptedValues(ParameterHelp parameter) =>
        parameter.AcceptedValues.Count == 0
            ? parameter.Description
            :
            [
                .. parameter.Description,
                new TextBlock(
                    TextBlockKind.Paragraph,
                    $"The accepted values are: {string.Join(", ", parameter.AcceptedValues)}."),
            ];

    private static string Pipeline(ParameterSetFacts facts) =>
        (facts.ValueFromPipelineByPropertyName, facts.ValueFromPipeline) switch
        {
            (true, true) => "True (ByPropertyName, ByValue)",
            (true, false) => "True (ByPropertyName)",
            (false, true) => "True (ByValue)",
            _ => "False",
        };
}
