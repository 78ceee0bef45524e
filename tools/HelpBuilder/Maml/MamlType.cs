using System.Text.RegularExpressions;

namespace HelpBuilder.Maml;

/// <summary>Type names as a reader of help wants them.</summary>
internal static partial class MamlType
{
    public const string Switch = "SwitchParameter";

    /// <summary>The name without namespaces; of a nullable type, the name of what may be null.</summary>
    public static string Short(string type) =>
        Qualifiers().Replace(NullableType().Replace(type, "$1"), "");

    [GeneratedRegex(@"^System\.Nullable`1\[(.+)\]$")]
    private static partial Regex NullableType();

    // namespaces, outer types and the count of type arguments, which the arguments themselves show
    [GeneratedRegex(@"(\w+[.+])+|`\d+")]
    private static partial Regex Qualifiers();
}
