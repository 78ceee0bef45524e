using System.Management.Automation;
using KernelTrace.Formats.Functions;
using KernelTrace.Formats.Records;
using KernelTrace.Sessions;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Measures how often functions of the kernel are called, and how long they take.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "KFunction", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(KFunctionMeasurement))]
public sealed class MeasureKFunctionCommand : FunctionCommand, ICallSink<object>
{
    private const string InputSet = "Input";

    private const int DefaultSeconds = 5;

    private readonly FunctionMeter _meter = new();
    private readonly Dictionary<int, object> _numbers = [];
    private CallPairer<object>? _pairer;
    private Func<ulong, (string, string?)>? _nameOf;

    /// <inheritdoc/>
    [Parameter(ParameterSetName = LiveSet, Mandatory = true, Position = 0)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public override string[] Function { get; set; } = [];

    /// <summary>Calls to measure.</summary>
    [Parameter(ParameterSetName = InputSet, Mandatory = true, ValueFromPipeline = true)]
    public KFunctionCall? InputObject { get; set; }

    /// <summary>Measures the calls of each thread, process, name of threads, or CPU by themselves.</summary>
    [Parameter]
    [ValidateSet("Comm", "Pid", "Tid", "Cpu")]
    public string? GroupBy { get; set; }

    private protected override FunctionSettings Settings => new() { Functions = [], Graph = true };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == LiveSet) Gather();
        else if (InputObject is not null) Add(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == LiveSet)
        {
            if (!HasDuration) Duration = TimeSpan.FromSeconds(DefaultSeconds);
            _pairer = new CallPairer<object>(this);
            _nameOf = address => Shared.NameOf(address);
            Record();
            if (_pairer is { EntriesLost: > 0 } or { Unfinished: > 0 })
                WriteVerbose($"The ends of {_pairer.Unfinished} calls and the entries of {_pairer.EntriesLost} were not seen: lost, or outside of the recording.");
        }

        WriteObject(_meter.Results(), enumerateCollection: true);
    }

    /// <inheritdoc/>
    public override void LostBefore(long time) => _pairer?.Lost(time);

    /// <inheritdoc/>
    public object? Take(in EndedCall<object> call)
    {
        object? group = null;
        if (GroupBy is not null || ProcessId is not null)
        {
            TaskIdentity task = Tasks.Find(call.Tid);
            if (!Wants(call.Tid, task)) return null;
            group = Group(task.Comm, task.Pid, call.Tid, call.Cpu);
        }

        _meter.Add(call.Function, group, call.Duration, call.SelfTime, _nameOf!);
        return null;
    }

    private protected override void TakeFunction(FunctionRecordKind kind, ReadOnlySpan<byte> record, long time, int cpu)
    {
        if (kind == FunctionRecordKind.Entry) _pairer!.Enter(Records, time, cpu, null);
        else if (kind == FunctionRecordKind.Exit) _pairer!.Leave(Records, time, cpu);
    }

    private protected override void Finish() => _pairer!.Flush();

    private void Add(KFunctionCall call)
    {
        foreach (KFunctionCall child in call.Children) Add(child);
        _meter.Add(call.Address, Group(call.Comm, call.Pid, call.Tid, call.Cpu), call.DurationNs ?? -1, call.SelfTimeNs ?? -1,
            _ => (call.Function, call.Module));
    }

    private object? Group(string comm, int? pid, int tid, int cpu) => GroupBy?.ToUpperInvariant() switch
    {
        "COMM" => comm,
        "PID" => pid is int process ? Number(process) : null,
        "TID" => Number(tid),
        "CPU" => Number(cpu),
        _ => null,
    };

    /// <summary>The same object for the same number.</summary>
    private object Number(int value) => _numbers.TryGetValue(value, out object? known) ? known : _numbers[value] = value;
}
