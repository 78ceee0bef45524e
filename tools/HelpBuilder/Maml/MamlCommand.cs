using System.Xml.Linq;
using HelpBuilder.Pages;
using static HelpBuilder.Maml.MamlNames;

namespace HelpBuilder.Maml;

/// <summary>A page as the element that Get-Help shows.</summary>
internal static class MamlCommand
{
    public static XElement Of(CmdletPage page) => new(
        CommandNs + "command",
        new XAttribute(XNamespace.Xmlns + "maml", MamlNs.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "command", CommandNs.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "dev", DevNs.NamespaceName),
        Details(page),
        MamlText.Description(page.Description),
        new XElement(CommandNs + "syntax", page.Syntax.Select(set => SyntaxItem(page, set))),
        new XElement(
            CommandNs + "parameters",
            page.Parameters
                .Where(parameter => !parameter.DontShow)
                .Select(parameter => MamlParameter.InList(parameter, Facts(page, parameter)))),
        new XElement(
            CommandNs + "inputTypes",
            page.Inputs.Select(type => TypeElement("inputType", type))),
        new XElement(
            CommandNs + "returnValues",
            page.Outputs.Select(type => TypeElement("returnValue", type))),
        page.Notes.Count == 0
            ? null
            : new XElement(
                MamlNs + "alertSet",
                new XElement(MamlNs + "alert", MamlText.Paragraphs(page.Notes))),
        new XElement(CommandNs + "examples", page.Examples.Select(MamlExample.Of)),
        new XElement(CommandNs + "relatedLinks", Links(page).Select(LinkElement)));

    private static XElement Details(CmdletPage page)
    {
        var name = page.Name.Split('-', 2);
        return new XElement(
            CommandNs + "details",
            new XElement(CommandNs + "name", page.Name),
            new XElement(CommandNs + "verb", name[0]),
            new XElement(CommandNs + "noun", name[^1]),
            MamlText.Description(page.Synopsis));
    }

    private static XElement SyntaxItem(CmdletPage page, SyntaxSet set) => new(
        CommandNs + "syntaxItem",
        new XElement(MamlNs + "name", page.Name),
        set.ParameterNames
            .Select(name => page.Parameters.First(parameter => parameter.Name == name))
            .Where(parameter => !parameter.DontShow)
            .Select(parameter => MamlParameter.InSyntax(parameter, parameter.In(set.Name)!)));

    // the default set speaks for a parameter that belongs to it
    private static ParameterSetFacts Facts(CmdletPage page, ParameterHelp parameter) =>
        parameter.In(page.Syntax.FirstOrDefault(set => set.IsDefault)?.Name ?? "") ?? parameter.Sets[0];

    private static XElement TypeElement(string element, TypeHelp type) => new(
        CommandNs + element,
        new XElement(DevNs + "type", new XElement(MamlNs + "name", type.Name)),
        MamlText.Description(type.Description));

    // Get-Help -Online opens the first address there is
    private static IEnumerable<RelatedLink> Links(CmdletPage page) =>
        page.FrontMatter.HelpUri.Length == 0
            ? page.Links
            : page.Links.Prepend(new RelatedLink("Online Version:", page.FrontMatter.HelpUri));

    private static XElement LinkElement(RelatedLink link) => new(
        MamlNs + "navigationLink",
        new XElement(MamlNs + "linkText", link.Text),
        new XElement(MamlNs + "uri", link.Uri));
}
