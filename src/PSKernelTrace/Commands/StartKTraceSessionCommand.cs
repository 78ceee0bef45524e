using System.Management.Automation;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Commands;

/// <summary>Begins to record in a session again.</summary>
[Cmdlet(VerbsLifecycle.Start, "KTraceSession", SupportsShouldProcess = true)]
[OutputType(typeof(KTraceSession))]
public sealed class StartKTraceSessionCommand : SessionActionCommand
{
    private protected override string Action => "Start";

    private protected override void Act(TraceInstance instance) => instance.TracingOn = true;
}
