using System.Management.Automation;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>The properties that a type declares as its key, used where a command was given none.</summary>
internal static class DefaultKeys
{
    public static object[]? Of(PSObject input)
        => input.Members["PSStandardMembers"] is PSMemberSet standard
            && standard.Members["DefaultKeyPropertySet"] is PSPropertySet keys
            ? [.. keys.ReferencedPropertyNames]
            : null;
}
