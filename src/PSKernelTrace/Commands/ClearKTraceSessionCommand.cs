using System.Management.Automation;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Commands;

/// <summary>Empties a session's buffers and counters.</summary>
[Cmdlet(VerbsCommon.Clear, "KTraceSession", SupportsShouldProcess = true)]
[OutputType(typeof(KTraceSession))]
public sealed class ClearKTraceSessionCommand : SessionActionCommand
{
    private protected override string Action => "Clear";

    private protected override void Act(TraceInstance instance) => SessionStore.Clear(instance);
}
