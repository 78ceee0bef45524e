using System.Collections;
using System.Globalization;
using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Group-Object.</summary>
[Cmdlet(VerbsData.Group, "Object")]
[OutputType(typeof(Hashtable), typeof(GroupInfo))]
public sealed class GroupObjectCommand : InputCmdlet
{
    private ObjectGrouper? _grouper;

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    public SwitchParameter AsString { get; set; }

    protected override void ProcessRecord()
    {
        if (!HasInput)
            return;

        _grouper ??= Begin();
        _grouper.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        if (_grouper is null)
            return;

        IReadOnlyList<GroupInfo> groups = _grouper.Groups();
        if (AsHashTable)
            WriteTable(groups);
        else
            WriteObject(groups, enumerateCollection: true);
    }

    private ObjectGrouper Begin()
    {
        if (AsString && !AsHashTable)
            PropertyKeys.Refuse(this, "ArgumentException", "The AsString parameter needs the AsHashTable parameter.");

        object[]? properties = Property ?? DefaultKeys.Of(InputObject);
        if (AsHashTable && !AsString && properties is { Length: > 1 })
            PropertyKeys.Refuse(this, "ArgumentException", "With AsHashTable, and without AsString, one property can be grouped by.");

        CultureInfo culture = string.IsNullOrEmpty(Culture) ? CultureInfo.CurrentCulture : CultureInfo.GetCultureInfo(Culture);
        return new ObjectGrouper(
            PropertyArgument.ParseAll(this, properties, "Expression"), NoElement, CaseSensitive, culture);
    }

    private void WriteTable(IReadOnlyList<GroupInfo> groups)
    {
        var table = new Hashtable(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
        foreach (GroupInfo group in groups)
        {
            object? key = AsString ? group.Name : ValueComparer.Base(group.Values[0]);
            try
            {
                table.Add(key!, group.Group);
            }
            catch (ArgumentException e)
            {
                // A null key, or two keys that the table cannot tell apart.
                WriteError(new ErrorRecord(e, "The objects grouped by this property cannot be expanded because there is a key duplication. Provide a valid value for the property, and then try again.", ErrorCategory.InvalidArgument, null));
                return;
            }
        }

        WriteObject(table);
    }
}
