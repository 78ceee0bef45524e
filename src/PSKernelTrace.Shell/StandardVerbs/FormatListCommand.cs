using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Format-List: the engine's own formatter and parameters, under the name it lacks.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    public FormatListCommand() => EngineFormatting.UseShape(this, "List");
}
