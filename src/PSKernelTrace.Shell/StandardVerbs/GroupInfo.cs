using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A group of Group-Object; its name in the engine's formatting is that of the real class.</summary>
public class GroupInfo
{
    internal GroupInfo(string name, object?[] values)
    {
        Name = name;
        Values = new ArrayList(values);
        Group = [];
    }

    public ArrayList Values { get; }

    public Collection<PSObject> Group { get; private protected set; }

    public int Count { get; private set; }

    public string Name { get; }

    internal void Add(PSObject element)
    {
        Count++;
        Keep(element);
    }

    private protected virtual void Keep(PSObject element) => Group.Add(element);
}
