using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Invoke-Expression.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
public sealed class InvokeExpressionCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string Command { get; set; } = "";

    protected override void ProcessRecord()
        => WriteObject(
            InvokeCommand.InvokeScript(useLocalScope: false, ScriptBlock.Create(Command), input: null, args: null),
            enumerateCollection: true);
}
