using System.Management.Automation;
using KernelTrace.Formats.Functions;
using KernelTrace.Formats.Records;
using KernelTrace.Sessions;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Shows functions of the kernel as they are entered, or, with <see cref="Graph"/>, their calls.</summary>
[Cmdlet(VerbsCommon.Watch, "KFunction", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(KFunctionEntry))]
[OutputType(typeof(KFunctionCall))]
[OutputType(typeof(KTraceLostEvents))]
public sealed class WatchKFunctionCommand : FunctionCommand, ICallSink<KFunctionCall>
{
    /// <summary>The name under which the module's views know an entry that has a stack.</summary>
    private const string WithStack = "KernelTrace.Formats.Functions.KFunctionEntry#Stack";

    /// <summary>The name under which the module's views know a call with those within it.</summary>
    private const string AsTree = "KernelTrace.Formats.Functions.KFunctionCall#Tree";

    private CallPairer<KFunctionCall>? _pairer;
    private Dictionary<int, KFunctionEntry>? _waiting;
    private long _written;

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public override string[] Function { get; set; } = [];

    /// <summary>Shows whole calls, with what the functions call.</summary>
    [Parameter]
    public SwitchParameter Graph { get; set; }

    /// <summary>How many levels of calls.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Depth { get; set; }

    /// <summary>Of the functions called within, shows these alone.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Callee { get; set; } = [];

    /// <summary>Nests calls: the outermost with its children.</summary>
    [Parameter]
    public SwitchParameter Tree { get; set; }

    /// <summary>Records the kernel's stack with each entry.</summary>
    [Parameter]
    public SwitchParameter StackTrace { get; set; }

    /// <summary>Ends after so many entries, calls or trees.</summary>
    [Parameter]
    [Alias("Count")]
    [ValidateRange(1L, long.MaxValue)]
    public long MaxEvents { get; set; } = long.MaxValue;

    /// <summary>Puts an object where events were lost.</summary>
    [Parameter]
    public SwitchParameter IncludeLost { get; set; }

    private protected override bool HasEnough => _written >= MaxEvents;

    private protected override FunctionSettings Settings => new()
    {
        Functions = [],
        Graph = Graph,
        // the outermost calls alone need none of the files that all recordings share
        Inside = Graph && Depth != 1,
        Depth = Depth,
        Callees = Callee,
        Values = true,
        StackTrace = StackTrace,
    };

    /// <inheritdoc/>
    protected override void ProcessRecord() => Gather();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!Graph && (Depth > 0 || Tree || Callee.Length > 0)) Refuse("-Depth, -Tree and -Callee are about calls: use them with -Graph.");
        if (Graph && StackTrace) Refuse("The function graph records no stacks: use -StackTrace without -Graph.");
        if (StackTrace && Function.Contains("*")) Refuse("Stacks of all functions would bring the machine to a halt: name some functions.");
        if (Graph) _pairer = new CallPairer<KFunctionCall>(this);
        if (StackTrace) _waiting = [];
        Record();
        if (_pairer is { EntriesLost: > 0 } or { Unfinished: > 0 })
            WriteVerbose($"The ends of {_pairer.Unfinished} calls and the entries of {_pairer.EntriesLost} were not seen: lost, or outside of the recording.");
    }

    /// <inheritdoc/>
    public override void LostBefore(long time) => _pairer?.Lost(time);

    /// <inheritdoc/>
    public override void Take(KTraceLostEvents lost)
    {
        base.Take(lost);
        if (IncludeLost) WriteObject(lost);
    }

    /// <inheritdoc/>
    public KFunctionCall? Take(in EndedCall<KFunctionCall> call)
    {
        if (Depth == 1 && call.Level > 0) return null;
        TaskIdentity task = Tasks.Find(call.Tid);
        if (!Wants(call.Tid, task)) return null;
        if (Tree && !call.IsOutermost) return new KFunctionCall(Shared, task, call);
        if (HasEnough) return null;
        var ended = new KFunctionCall(Shared, task, call);
        _written++;
        if (!Tree)
        {
            WriteObject(ended);
            return null;
        }

        var shown = new PSObject(ended);
        shown.TypeNames.Insert(0, AsTree);
        WriteObject(shown);
        return null;
    }

    private protected override void TakeFunction(FunctionRecordKind kind, ReadOnlySpan<byte> record, long time, int cpu)
    {
        switch (kind)
        {
            case FunctionRecordKind.Entry:
                _pairer?.Enter(Records, time, cpu, Records.Arguments(record));
                break;
            case FunctionRecordKind.Exit:
                _pairer?.Leave(Records, time, cpu);
                break;
            case FunctionRecordKind.Function when !Graph:
                TaskIdentity task = Tasks.Find(Records.Tid);
                if (Wants(Records.Tid, task)) Write(new KFunctionEntry(Shared, task, Records, time, cpu, Records.Arguments(record)), cpu);
                break;
            case FunctionRecordKind.Stack when _waiting is not null && _waiting.Remove(cpu, out KFunctionEntry? entry):
                WriteWithStack(entry.WithStack(new EventStack(Shared.Facts, Records.Stack(record), [], 0)));
                break;
        }
    }

    private protected override void Finish()
    {
        _pairer?.Flush();
        foreach (KFunctionEntry entry in _waiting?.Values ?? Enumerable.Empty<KFunctionEntry>())
        {
            if (!HasEnough) WriteEntry(entry);
        }
    }

    /// <summary>Writes an entry, or, where stacks are recorded, keeps it until the record that follows it on its CPU.</summary>
    private void Write(KFunctionEntry entry, int cpu)
    {
        if (_waiting is null)
        {
            WriteEntry(entry);
            return;
        }

        if (_waiting.Remove(cpu, out KFunctionEntry? before)) WriteEntry(before);
        if (!HasEnough) _waiting[cpu] = entry;
    }

    private void WriteEntry(KFunctionEntry entry)
    {
        _written++;
        WriteObject(entry);
    }

    private void WriteWithStack(KFunctionEntry entry)
    {
        _written++;
        var shown = new PSObject(entry);
        shown.TypeNames.Insert(0, WithStack);
        WriteObject(shown);
    }

    private void Refuse(string message) => ThrowTerminatingError(
        new ErrorRecord(new PSArgumentException(message), "TraceFunction,InvalidCombination", ErrorCategory.InvalidArgument, null));
}
