using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Format-Table: the engine's own formatter and parameters, under the name it lacks.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    public FormatTableCommand() => EngineFormatting.UseShape(this, "Table");
}
