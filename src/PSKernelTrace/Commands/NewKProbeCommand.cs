using System.Management.Automation;
using KernelTrace.Probes;
using KernelTrace.Tracefs;
using PSKernelTrace.Binding;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Makes an event of one's own: at a function of the kernel, at a place of a program, on another event.</summary>
[Cmdlet(VerbsCommon.New, "KProbe", SupportsShouldProcess = true, DefaultParameterSetName = FunctionSet)]
[OutputType(typeof(KProbe))]
public sealed class NewKProbeCommand : KTraceCommand
{
    private const string FunctionSet = "Function", PathSet = "Path", ProcessSet = "Process", PathMarkSet = "PathUsdt",
        ProcessMarkSet = "ProcessUsdt", EventSet = "Event", TracepointSet = "Tracepoint";

    private ProbePlanner? _planner;

    /// <summary>Functions of the kernel.</summary>
    [Parameter(ParameterSetName = FunctionSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Function { get; set; } = [];

    /// <summary>The module that the functions are in.</summary>
    [Parameter(ParameterSetName = FunctionSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Module { get; set; }

    /// <summary>How many calls may run at once before returns are missed.</summary>
    [Parameter(ParameterSetName = FunctionSet)]
    [ValidateRange(1, 4096)]
    public int MaxActive { get; set; }

    /// <summary>Sets the probe by ftrace instead of a kprobe.</summary>
    [Parameter(ParameterSetName = FunctionSet)]
    public SwitchParameter Fprobe { get; set; }

    /// <summary>A program or library.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [Parameter(ParameterSetName = PathMarkSet, Mandatory = true)]
    [Parameter(ParameterSetName = ProcessSet)]
    [Parameter(ParameterSetName = ProcessMarkSet)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>A process whose program, or a library that it has mapped, is meant.</summary>
    [Parameter(ParameterSetName = ProcessSet, Mandatory = true)]
    [Parameter(ParameterSetName = ProcessMarkSet, Mandatory = true)]
    [Alias("ProcessId", "Id", "Pid")]
    [ProcessTransformation]
    [ValidateRange(1, int.MaxValue)]
    public int Process { get; set; }

    /// <summary>Functions of the program.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [Parameter(ParameterSetName = ProcessSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SymbolCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Symbol { get; set; } = [];

    /// <summary>Marks that the program's author put into it.</summary>
    [Parameter(ParameterSetName = PathMarkSet, Mandatory = true)]
    [Parameter(ParameterSetName = ProcessMarkSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SymbolCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Usdt { get; set; } = [];

    /// <summary>Another event.</summary>
    [Parameter(ParameterSetName = EventSet, Mandatory = true)]
    [ArgumentCompleter(typeof(EventCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Event { get; set; }

    /// <summary>A condition on that event, in the kernel's filter language.</summary>
    [Parameter(ParameterSetName = EventSet)]
    [ArgumentCompleter(typeof(FilterCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Filter { get; set; }

    /// <summary>A tracepoint, also one without an event.</summary>
    [Parameter(ParameterSetName = TracepointSet, Mandatory = true)]
    [ArgumentCompleter(typeof(TracepointCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Tracepoint { get; set; }

    /// <summary>What is recorded.</summary>
    [Parameter]
    [Alias("ArgumentList")]
    [ArgumentCompleter(typeof(ProbeArgumentCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Argument { get; set; } = [];

    /// <summary>Probes the return instead of the entry.</summary>
    [Parameter(ParameterSetName = FunctionSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = ProcessSet)]
    public SwitchParameter Return { get; set; }

    /// <summary>Bytes from the function's beginning.</summary>
    [Parameter(ParameterSetName = FunctionSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = ProcessSet)]
    [ValidateRange(0L, 1L << 32)]
    public long Offset { get; set; }

    /// <summary>The name of the event.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The subsystem of the event.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Group { get; set; } = ProbeStore.DefaultGroup;

    private ProbePlanner Planner => _planner ??= new ProbePlanner(Root);

    private ProbeSettings Settings => new() { Group = Group, Name = Name, Arguments = Argument };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case FunctionSet:
                foreach (string name in Function) Make(name, () => Planner.OfFunction(Target(name), Settings));
                break;
            case EventSet:
                foreach (EventName name in Resolve([Event!])) Make(Event!, () => Planner.OfEvent(name, Filter, Settings));
                break;
            case TracepointSet:
                Make(Tracepoint!, () => Planner.OfTracepoint(Tracepoint!, Settings));
                break;
            default:
                UserProgram program = Guard("NewProbe", Path ?? (object)Process, OpenProgram);
                foreach (string symbol in Symbol) Make(symbol, () => Planner.OfProgram(program, symbol, Offset, Return, Settings));
                foreach (string mark in Usdt) Make(mark, () => Planner.OfMark(program, mark, Settings));
                break;
        }
    }

    private FunctionTarget Target(string name) => new(name)
    {
        Module = string.IsNullOrEmpty(Module) ? null : Module,
        Offset = (ulong)Offset,
        IsReturn = Return,
        MaxActive = MaxActive,
        IsFprobe = Fprobe,
    };

    private UserProgram OpenProgram()
    {
        if (Process > 0) return UserProgram.OfProcess(Process, Path);
        return UserProgram.Open(GetUnresolvedProviderPathFromPSPath(Path));
    }

    private void Make(string target, Func<ProbePlan> plan) => Try("NewProbe", target, () =>
    {
        ProbePlan made = plan();
        foreach (string warning in made.Warnings) WriteWarning(warning);
        if (ShouldProcess(made.ToString(), "Create probe")) WriteObject(ProbeStore.Create(Root, made));
    });
}
