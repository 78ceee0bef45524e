using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using HelpBuilder.Maml;
using Xunit;

namespace PSKernelTrace.Tests.Help;

public sealed class MamlTests
{
    private static readonly XmlNamespaceManager _names = Namespaces();

    private readonly XDocument _maml = XDocument.Parse(MamlFile.Text([Sample.Page()]));

    [Theory]
    [InlineData("//command:details/command:name", "Get-HelpSample")]
    [InlineData("//command:details/command:verb", "Get")]
    [InlineData("//command:details/command:noun", "HelpSample")]
    [InlineData("//command:details/maml:description/maml:para", "Gets a sample of help.")]
    [InlineData("//command:syntaxItem[1]/command:parameter[1]/@required", "true")]
    [InlineData("//command:syntaxItem[1]/command:parameter[1]/@position", "0")]
    [InlineData("//command:syntaxItem[1]/command:parameter[1]/@globbing", "true")]
    [InlineData("//command:syntaxItem[1]/command:parameter[1]/@variableLength", "true")]
    [InlineData("//command:syntaxItem[1]/command:parameter[1]/@pipelineInput", "True (ByPropertyName, ByValue)")]
    [InlineData("//command:syntaxItem[1]/command:parameter[1]/command:parameterValue", "String[]")]
    [InlineData("//command:syntaxItem[2]/command:parameter[2]/maml:name", "Id")]
    [InlineData("//command:syntaxItem[2]/command:parameter[2]/@position", "named")]
    [InlineData("//command:parameters/command:parameter[1]//command:parameterValue[2]", "Green")]
    [InlineData("//command:parameters/command:parameter[1]/dev:defaultValue", "Red")]
    [InlineData("//command:parameters/command:parameter[maml:name='Limit']/dev:type/maml:name", "Int32")]
    [InlineData("//command:parameters/command:parameter[maml:name='Name']/@aliases", "Event")]
    [InlineData("//command:inputType/dev:type/maml:name", "System.String")]
    [InlineData("//command:returnValue/maml:description/maml:para", "The sample's text.")]
    [InlineData("//maml:alertSet/maml:alert/maml:para[2]", "A second note.")]
    [InlineData("//command:example[2]/dev:code", "Get-HelpSample -Id 7")]
    [InlineData("//maml:navigationLink[1]/maml:uri", "https://example.org/Get-HelpSample")]
    [InlineData("//maml:navigationLink[2]/maml:linkText", "Get-Other")]
    public void The_file_says(string path, string expected) =>
        Assert.Equal(
            expected,
            ((IEnumerable<object>)_maml.XPathEvaluate(path, _names)).Select(Value).FirstOrDefault());

    [Fact]
    public void A_switch_takes_no_value_in_the_syntax() =>
        Assert.Empty(_maml.XPathSelectElements(
            "//command:syntaxItem/command:parameter[maml:name='Force']/command:parameterValue", _names));

    [Fact]
    public void A_hidden_parameter_is_nowhere() =>
        Assert.Empty(_maml.XPathSelectElements("//command:parameter[maml:name='Hidden']", _names));

    [Theory]
    [InlineData("System.String[]", "String[]")]
    [InlineData("System.Nullable`1[System.TimeSpan]", "TimeSpan")]
    [InlineData("System.Collections.Generic.Dictionary`2[System.String,A.B+C[]]", "Dictionary[String,C[]]")]
    [InlineData("int", "int")]
    public void A_type_is_named_shortly(string type, string expected) => Assert.Equal(expected, MamlType.Short(type));

    [Fact]
    public void The_order_of_the_pages_does_not_matter()
    {
        var one = Sample.Page();
        var two = one with { Name = "Set-HelpSample" };

        Assert.Equal(MamlFile.Text([one, two]), MamlFile.Text([two, one]));
    }

    private static string Value(object node) => node is XElement element ? element.Value : ((XAttribute)node).Value;

    private static XmlNamespaceManager Namespaces()
    {
        var names = new XmlNamespaceManager(new NameTable());
        names.AddNamespace("maml", MamlNames.MamlNs.NamespaceName);
        names.AddNamespace("command", MamlNames.CommandNs.NamespaceName);
        names.AddNamespace("dev", MamlNames.DevNs.NamespaceName);
        return names;
    }
}
