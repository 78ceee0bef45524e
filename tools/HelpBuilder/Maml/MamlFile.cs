using System.Text;
using System.Xml;
using System.Xml.Linq;
using HelpBuilder.Pages;

namespace HelpBuilder.Maml;

/// <summary>The help file of a module: the same pages give the same text, in whatever order they are read.</summary>
internal static class MamlFile
{
    public static string Text(IEnumerable<CmdletPage> pages)
    {
        var root = new XElement(
            MamlNames.MshNs + "helpItems",
            new XAttribute("schema", "maml"),
            pages.OrderBy(page => page.Name, StringComparer.Ordinal).Select(MamlCommand.Of));
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.None,
            OmitXmlDeclaration = true,
        };
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (var writer = XmlWriter.Create(text, settings))
        {
            root.Save(writer);
        }

        return text.Append('\n').ToString();
    }
}
