using System.Diagnostics;
using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Measure-Command: the time of a script block, in the caller's scope, its output thrown away.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Command")]
[OutputType(typeof(TimeSpan))]
public sealed class MeasureCommandCommand : InputCmdlet
{
    private TimeSpan _elapsed;

    [Parameter(Position = 0, Mandatory = true)]
    public ScriptBlock Expression { get; set; } = null!;

    protected override void ProcessRecord()
    {
        object? input = HasInput ? InputObject : null;
        long start = Stopwatch.GetTimestamp();
        ForEachScript.Run(this, Expression, input);
        _elapsed += Stopwatch.GetElapsedTime(start);
    }

    protected override void EndProcessing() => WriteObject(_elapsed);
}
