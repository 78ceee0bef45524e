using System.Management.Automation;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>What starting, stopping and clearing share.</summary>
public abstract class SessionActionCommand : KTraceCommand
{
    /// <summary>Names or patterns of sessions.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [SessionName.Default];

    /// <summary>Gives the sessions out.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, as <c>-WhatIf</c> shows it.</summary>
    private protected abstract string Action { get; }

    /// <summary>Does it.</summary>
    private protected abstract void Act(TraceInstance instance);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in SessionNames(Name, false))
        {
            if (!ShouldProcess(name, Action + " session")) continue;
            TraceInstance instance = Root.Instance(name);
            if (Try(Action + "Session", name, () => Act(instance)) && PassThru) WriteObject(new KTraceSession(instance));
        }
    }
}
