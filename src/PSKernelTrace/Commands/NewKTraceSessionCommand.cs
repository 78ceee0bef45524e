using System.Management.Automation;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using PSKernelTrace.Binding;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Makes a session: a trace buffer of its own, with its own events.</summary>
[Cmdlet(VerbsCommon.New, "KTraceSession", SupportsShouldProcess = true)]
[OutputType(typeof(KTraceSession))]
public sealed class NewKTraceSessionCommand : KTraceCommand
{
    /// <summary>Names of the sessions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Bytes of the buffer of each CPU.</summary>
    [Parameter]
    [ByteSizeTransformation]
    [ValidateRange(4096L, 1L << 40)]
    public long BufferSize { get; set; }

    /// <summary>The kernel's name of the clock.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ClockCompleter))]
    [ValidateNotNullOrEmpty]
    public string Clock { get; set; } = SessionSettings.DefaultClock;

    /// <summary>What happens to events while the buffer is full.</summary>
    [Parameter]
    public BufferMode BufferMode { get; set; }

    /// <summary>Record the events of these processes only.</summary>
    [Parameter]
    [Alias("Id", "Pid")]
    [ValidateRange(1, int.MaxValue)]
    public int[]? ProcessId { get; set; }

    /// <summary>Record the events of new threads and children of those processes too.</summary>
    [Parameter]
    public SwitchParameter IncludeChildren { get; set; }

    /// <summary>Record the events of these CPUs only.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int[]? Cpu { get; set; }

    /// <summary>Records the kernel's stack with every event.</summary>
    [Parameter]
    public SwitchParameter StackTrace { get; set; }

    /// <summary>Records the stack of the process with every event.</summary>
    [Parameter]
    public SwitchParameter UserStackTrace { get; set; }

    /// <summary>Makes the session without recording yet.</summary>
    [Parameter]
    public SwitchParameter Stopped { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (!ShouldProcess(name, "Create session")) continue;
            TraceInstance? instance = null;
            if (!Try("CreateSession", name, () => instance = SessionStore.Create(Root, name, Settings()))) continue;
            if (Stopped && !Try("StopSession", name, () => instance!.TracingOn = false)) continue;
            if (Clock == "local" && instance!.Cpus().Count > 1)
                WriteWarning("The clock 'local' may differ between CPUs: the order of their events is not certain. 'mono' is the same on all.");
            WriteObject(new KTraceSession(instance!));
        }
    }

    private SessionSettings Settings() => new()
    {
        BufferSize = BufferSize > 0 ? BufferSize : null,
        Clock = Clock,
        BufferMode = BufferMode,
        ProcessIds = ProcessId,
        IncludeChildren = IncludeChildren,
        Cpus = Cpu,
        StackTrace = StackTrace,
        UserStackTrace = UserStackTrace,
    };
}
