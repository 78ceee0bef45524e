using System.Management.Automation;
using System.Reflection;
using HelpBuilder.Pages;

namespace HelpBuilder.Surface;

/// <summary>Asks the engine itself what a cmdlet class looks like from outside: it knows best.</summary>
internal static class SurfaceReader
{
    public static IReadOnlyList<CmdletSurface> Read(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes()
            .Where(type => type.IsDefined(typeof(CmdletAttribute)) && !type.IsAbstract)
            .Select(Read)
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
    ];

    public static CmdletSurface Read(Type type)
    {
        var attribute = type.GetCustomAttribute<CmdletAttribute>()!;
        var name = $"{attribute.VerbName}-{attribute.NounName}";
        var info = new CmdletInfo(name, type);
        var sets = info.ParameterSets
            .OrderByDescending(set => set.IsDefault)
            .ThenBy(set => set.Name, StringComparer.Ordinal)
            .Select(set => new SurfaceSet(set.Name, set.IsDefault, set.ToString()));
        return new CmdletSurface(name, attribute.HelpUri ?? "")
        {
            Sets = [.. sets],
            Parameters =
            [
                .. info.Parameters.Values
                    .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
                    .OrderBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(Parameter),
            ],
            Outputs = [.. info.OutputType.Select(Output).Distinct()],
        };
    }

    private static string Output(PSTypeName output) => output.Type is { } type ? TypeName.Of(type) : output.Name;

    private static ParameterHelp Parameter(ParameterMetadata parameter) => new(parameter.Name, 0, [])
    {
        Type = TypeName.Of(parameter.ParameterType),
        DefaultValue = "",
        SupportsWildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
        Aliases = [.. parameter.Aliases],
        Sets = [.. parameter.ParameterSets.Select(Facts).OrderBy(set => set.Name, StringComparer.Ordinal)],
        DontShow = parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.DontShow),
        AcceptedValues = AcceptedValues(parameter),
        HelpMessage = parameter.ParameterSets.Values.Select(set => set.HelpMessage).OfType<string>().FirstOrDefault(""),
    };

    private static ParameterSetFacts Facts(KeyValuePair<string, ParameterSetMetadata> set) => new(
        set.Key == SyntaxSet.AllSets ? ParameterSetFacts.All : set.Key,
        set.Value.Position == int.MinValue ? null : set.Value.Position,
        set.Value.IsMandatory,
        set.Value.ValueFromPipeline,
        set.Value.ValueFromPipelineByPropertyName,
        set.Value.ValueFromRemainingArguments);

    private static string[] AcceptedValues(ParameterMetadata parameter)
    {
        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set)
        {
            return [.. set.ValidValues];
        }

        var type = parameter.ParameterType.GetElementType() ?? parameter.ParameterType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Enum.GetNames(type) : [];
    }
}
