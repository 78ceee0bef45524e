using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Get-Member.</summary>
[Cmdlet(VerbsCommon.Get, "Member")]
[OutputType(typeof(MemberDefinition))]
public sealed class GetMemberCommand : InputCmdlet
{
    private readonly HashSet<string> _shown = [];

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    [Parameter]
    public SwitchParameter Static { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (!HasInput)
            return;

        Type type = InputObject.BaseObject as Type ?? InputObject.BaseObject.GetType();
        string typeName = Static ? type.FullName! : InputObject.TypeNames.Count > 0 ? InputObject.TypeNames[0] : "<null>";
        if (!_shown.Add(typeName))
            return;

        IEnumerable<MemberDefinition> members = Static ? StaticMembers.Of(type, typeName) : Members(typeName);
        WildcardPattern[] wanted = [.. Name.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase))];
        IEnumerable<MemberDefinition> chosen = members
            .Where(m => (m.MemberType & MemberType) != 0 && Array.Exists(wanted, w => w.IsMatch(m.Name)))
            .OrderBy(m => m.MemberType.ToString(), StringComparer.OrdinalIgnoreCase)
            .ThenBy(m => m.Name, StringComparer.OrdinalIgnoreCase);
        WriteObject(chosen, enumerateCollection: true);
    }

    protected override void EndProcessing()
    {
        if (_shown.Count == 0)
        {
            WriteError(new ErrorRecord(
                new InvalidOperationException("You must specify an object for the Get-Member cmdlet."),
                "NoObjectInGetMember", ErrorCategory.CloseError, null));
        }
    }

    private IEnumerable<MemberDefinition> Members(string typeName)
        => InputObject.Members
            .Where(m => Force || !IsHidden(m))
            .Select(m => new MemberDefinition(typeName, m.Name, m.MemberType, m.ToString()!));

    // The methods behind properties, and the engine's own views of the object.
    private static bool IsHidden(PSMemberInfo member)
        => member is PSMemberSet { Name: "PSStandardMembers" or "psbase" or "psadapted" or "psextended" or "psobject" }
            || (member is PSMethod && IsAccessor(member.Name))
            || member.Name is "pstypenames";

    private static bool IsAccessor(string name)
        => name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal)
            || name.StartsWith("add_", StringComparison.Ordinal) || name.StartsWith("remove_", StringComparison.Ordinal)
            || name.StartsWith("op_", StringComparison.Ordinal);
}
