using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>The static members of a type, worded as Get-Member -Static words them.</summary>
internal static class StaticMembers
{
    private const BindingFlags Wanted = BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    public static IEnumerable<MemberDefinition> Of(Type type, string typeName)
    {
        foreach (IGrouping<string, MethodInfo> overloads in type.GetMethods(Wanted).Where(m => !m.IsSpecialName).GroupBy(m => m.Name))
        {
            yield return new MemberDefinition(
                typeName, overloads.Key, PSMemberTypes.Method, string.Join(", ", overloads.Select(Signature)));
        }

        foreach (PropertyInfo property in type.GetProperties(Wanted))
        {
            string accessors = (property.CanRead ? "get;" : "") + (property.CanWrite ? "set;" : "");
            yield return new MemberDefinition(
                typeName, property.Name, PSMemberTypes.Property, $"static {Name(property.PropertyType)} {property.Name} {{{accessors}}}");
        }

        foreach (FieldInfo field in type.GetFields(Wanted))
        {
            string accessors = field.IsInitOnly || field.IsLiteral ? "get;" : "get;set;";
            yield return new MemberDefinition(
                typeName, field.Name, PSMemberTypes.Property, $"static {Name(field.FieldType)} {field.Name} {{{accessors}}}");
        }
    }

    private static string Signature(MethodInfo method)
        => $"static {Name(method.ReturnType)} {method.Name}("
            + string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}")) + ")";

    private static string Name(Type type) => LanguagePrimitives.ConvertTo<string>(type);
}
