using System.Xml.Linq;
using HelpBuilder.Pages;
using static HelpBuilder.Maml.MamlNames;

namespace HelpBuilder.Maml;

/// <summary>An example under a title that stands out from its text.</summary>
internal static class MamlExample
{
    private const int TitleWidth = 64;

    public static XElement Of(ExampleHelp example) => new(
        CommandNs + "example",
        new XElement(MamlNs + "title", Title(example.Title)),
        new XElement(MamlNs + "introduction", Introduction(example)),
        new XElement(DevNs + "code", example.Code),
        // an empty paragraph at the end parts the example from the next one's title
        new XElement(DevNs + "remarks", MamlText.Paragraphs(example.Remarks), MamlText.Paragraph("")));

    private static string Title(string title)
    {
        var dashes = Math.Max(3, (TitleWidth - title.Length - 2) / 2);
        var rule = new string('-', dashes);
        return $"{rule} {title} {rule}";
    }

    // Get-Help prints the code right behind the introduction: only the introduction's own line ends part them
    private static IEnumerable<XElement> Introduction(ExampleHelp example)
    {
        var texts = MamlText.Texts(example.Introduction);
        return texts.Select((text, n) => MamlText.Paragraph(n == texts.Count - 1 ? text + "\n\n" : text));
    }
}
