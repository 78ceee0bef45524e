using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A member that Get-Member found; the engine formats it by the name of the real class.</summary>
public sealed class MemberDefinition(string typeName, string name, PSMemberTypes memberType, string definition)
{
    public string TypeName { get; } = typeName;

    public string Name { get; } = name;

    public PSMemberTypes MemberType { get; } = memberType;

    public string Definition { get; } = definition;

    public override string ToString() => Definition;
}
