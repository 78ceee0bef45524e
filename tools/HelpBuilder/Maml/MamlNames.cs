using System.Xml.Linq;

namespace HelpBuilder.Maml;

/// <summary>The namespaces of command help.</summary>
internal static class MamlNames
{
    public static readonly XNamespace MshNs = "http://msh";
    public static readonly XNamespace MamlNs = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace CommandNs = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace DevNs = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>XML's own spelling of a truth value, which the engine compares as text.</summary>
    public static string Truth(bool value) => value ? "true" : "false";
}
