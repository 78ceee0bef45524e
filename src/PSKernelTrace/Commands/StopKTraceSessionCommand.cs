using System.Management.Automation;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Commands;

/// <summary>Ends recording in a session; what is recorded stays.</summary>
[Cmdlet(VerbsLifecycle.Stop, "KTraceSession", SupportsShouldProcess = true)]
[OutputType(typeof(KTraceSession))]
public sealed class StopKTraceSessionCommand : SessionActionCommand
{
    private protected override string Action => "Stop";

    private protected override void Act(TraceInstance instance) => instance.TracingOn = false;
}
