using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A group of Group-Object -NoElement, which counts and keeps nothing.</summary>
public sealed class GroupInfoNoElement : GroupInfo
{
    internal GroupInfoNoElement(string name, object?[] values)
        : base(name, values)
    {
        // The real one is null here too, so that nobody reads an empty group as a count of none.
        Group = null!;
    }

    private protected override void Keep(PSObject element)
    {
    }
}
