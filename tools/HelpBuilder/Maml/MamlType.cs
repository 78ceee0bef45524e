namespace HelpBuilder.Maml;

/// <summary>Type names as a reader of help wants them.</summary>
internal static class MamlType
{
    private const string Nullable = "System.Nullable`1[";

    public const string Switch = "SwitchParameter";

    /// <summary>The name without its namespace; of a nullable type, the name of what may be null.</summary>
    public static string Short(string type)
    {
        var name = type.StartsWith(Nullable, StringComparison.Ordinal) && type.EndsWith(']')
            ? type[Nullable.Length..^1]
            : type;
        var generic = name.IndexOf('`', StringComparison.Ordinal);
        return name[(name.LastIndexOf('.', generic < 0 ? name.Length - 1 : generic) + 1)..];
    }
}
