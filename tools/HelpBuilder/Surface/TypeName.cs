namespace HelpBuilder.Surface;

/// <summary>A type's name as the YAML block of a parameter gives it: full, without assemblies.</summary>
internal static class TypeName
{
    public static string Of(Type type)
    {
        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[]";
        }

        return type.IsGenericType
            ? $"{type.GetGenericTypeDefinition().FullName}[{string.Join(',', type.GetGenericArguments().Select(Of))}]"
            : type.FullName ?? type.Name;
    }
}
