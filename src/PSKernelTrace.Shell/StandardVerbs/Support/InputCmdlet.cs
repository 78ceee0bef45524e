using System.Management.Automation;
using System.Management.Automation.Internal;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>A cmdlet with one input from the pipeline, which is absent when nothing was piped.</summary>
public abstract class InputCmdlet : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = AutomationNull.Value;

    private protected bool HasInput => InputObject is not null && InputObject != AutomationNull.Value;
}
