using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Add-Member: notes and script members.</summary>
[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = "TypeNameSet")]
public sealed class AddMemberCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "MemberSet")]
    [Alias("Type")]
    [ValidateSet("NoteProperty", "ScriptProperty", "ScriptMethod", "AliasProperty")]
    public PSMemberTypes MemberType { get; set; }

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "MemberSet")]
    public string Name { get; set; } = "";

    [Parameter(Position = 2, ParameterSetName = "MemberSet")]
    public object? Value { get; set; }

    [Parameter(Position = 3, ParameterSetName = "MemberSet")]
    public object? SecondValue { get; set; }

    // Not by position as in the real one, which tells `Add-Member NoteProperty a 1` from `Add-Member a 1` by a check that
    // only the engine's own modules can make.
    [Parameter(Mandatory = true, ParameterSetName = "NotePropertySingleMemberSet")]
    public string NotePropertyName { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = "NotePropertySingleMemberSet")]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "NotePropertyMultiMemberSet")]
    public IDictionary NotePropertyMembers { get; set; } = null!;

    [Parameter(Mandatory = true, ParameterSetName = "TypeNameSet")]
    [Parameter(ParameterSetName = "MemberSet")]
    [Parameter(ParameterSetName = "NotePropertySingleMemberSet")]
    [Parameter(ParameterSetName = "NotePropertyMultiMemberSet")]
    public string? TypeName { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (PSMemberInfo member in Members())
            Add(member);
        if (!string.IsNullOrEmpty(TypeName))
            InputObject.TypeNames.Insert(0, TypeName);
        if (PassThru)
            WriteObject(InputObject);
    }

    private IEnumerable<PSMemberInfo> Members()
        => ParameterSetName switch
        {
            "NotePropertySingleMemberSet" => [new PSNoteProperty(NotePropertyName, NotePropertyValue)],
            "NotePropertyMultiMemberSet" => NotePropertyMembers.Cast<DictionaryEntry>()
                .Select(e => new PSNoteProperty(e.Key.ToString()!, e.Value)),
            "MemberSet" => [Member()],
            _ => [],
        };

    private PSMemberInfo Member()
        => MemberType switch
        {
            PSMemberTypes.ScriptProperty => new PSScriptProperty(Name, (ScriptBlock)Value!, SecondValue as ScriptBlock),
            PSMemberTypes.ScriptMethod => new PSScriptMethod(Name, (ScriptBlock)Value!),
            PSMemberTypes.AliasProperty => new PSAliasProperty(Name, Value?.ToString() ?? ""),
            _ => new PSNoteProperty(Name, Value),
        };

    private void Add(PSMemberInfo member)
    {
        if (InputObject.Members[member.Name] is not null)
        {
            if (!Force)
            {
                WriteError(new ErrorRecord(
                    new InvalidOperationException(
                        $"Cannot add a member with the name \"{member.Name}\" because a member with that name already exists. "
                        + "To overwrite the member anyway, add the Force parameter to your command."),
                    "MemberAlreadyExists", ErrorCategory.InvalidOperation, InputObject));
                return;
            }

            if (InputObject.Members[member.Name].IsInstance)
                InputObject.Members.Remove(member.Name);
        }

        InputObject.Members.Add(member);
    }
}
