using System.Management.Automation;
using KernelTrace.Formats.Functions;
using KernelTrace.Formats.Records;
using KernelTrace.Interop;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Symbols;
using PSKernelTrace.Binding;
using PSKernelTrace.Completion;
using PSKernelTrace.Errors;

namespace PSKernelTrace.Commands;

/// <summary>What commands share that record functions.</summary>
public abstract class FunctionCommand : BufferCommand, IRecordSink
{
    private protected const string LiveSet = "Live";

    private const int RecordsAtOnce = 512;

    private readonly List<string> _patterns = [];
    private FunctionSession? _session;
    private HashSet<int>? _processes, _threads;
    private FunctionRecordReader? _records;

    /// <summary>Names or patterns of functions.</summary>
    public abstract string[] Function { get; set; }

    /// <summary>Functions that are left out.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] NoTrace { get; set; } = [];

    /// <summary>Records these processes only.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Alias("Id", "Pid")]
    [ValidateRange(1, int.MaxValue)]
    public int[]? ProcessId { get; set; }

    /// <summary>Records children of those processes too.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    public SwitchParameter IncludeChildren { get; set; }

    /// <summary>Records these CPUs only.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateRange(0, 65535)]
    public int[]? Cpu { get; set; }

    /// <summary>Bytes of the buffer of each CPU.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ByteSizeTransformation]
    [ValidateRange(4096L, 1L << 40)]
    public long BufferSize { get; set; }

    /// <summary>Records all functions where that is asked for, and takes over what others use.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Who the threads are.</summary>
    private protected ITaskDirectory Tasks { get; private set; } = null!;

    /// <summary>What the functions of the recording share.</summary>
    private protected FunctionContext Shared { get; private set; } = null!;

    /// <summary>The fields of the record that is taken.</summary>
    private protected FunctionRecordReader Records => _records!;

    /// <summary>Whether what was taken is enough.</summary>
    private protected virtual bool HasEnough => false;

    /// <summary>What is to be recorded.</summary>
    private protected abstract FunctionSettings Settings { get; }

    /// <inheritdoc/>
    public abstract void LostBefore(long time);

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> record, long time, int cpu)
    {
        FunctionRecordKind kind = Records.Read(record);
        if (kind == FunctionRecordKind.Other || HasEnough) return;
        if (kind == FunctionRecordKind.NewTask)
        {
            // a number that is used again may have been that of a thread
            if (_threads is null) return;
            if (Records.IsThread && _threads.Contains(Records.Tid)) _threads.Add(Records.NewTid);
            else _threads.Remove(Records.NewTid);
            return;
        }

        if (kind != FunctionRecordKind.Stack && IsOwn(Records.Tid)) return;
        TakeFunction(kind, record, time, cpu);
    }

    /// <inheritdoc/>
    public virtual void Take(KTraceLostEvents lost) => NoteLoss();

    /// <summary>Takes a record of the tracer; its fields are in <see cref="Records"/>.</summary>
    private protected abstract void TakeFunction(FunctionRecordKind kind, ReadOnlySpan<byte> record, long time, int cpu);

    /// <summary>The recording is over, and all of it was taken.</summary>
    private protected virtual void Finish()
    {
    }

    /// <summary>Whether a thread is one of those that were asked for; the kernel follows their children too.</summary>
    private protected bool Wants(int tid, TaskIdentity task)
    {
        if (_threads is null || _threads.Contains(tid)) return true;
        // one whose making was lost
        return task.Pid is int pid && _processes!.Contains(pid) && _threads.Add(tid);
    }

    /// <summary>Notes functions that came by the pipeline.</summary>
    private protected void Gather() => _patterns.AddRange(Function);

    /// <summary>Records, and takes what is recorded, until the time is over or there is enough.</summary>
    private protected void Record()
    {
        if (_patterns.Contains("*") && !Force)
        {
            ThrowTerminatingError(new ErrorRecord(new ArgumentException("Recording all functions of the kernel slows the whole machine down, "
                + "to a half or less, and fills any buffer within moments. Name some (-Function 'vfs_*'), or use -Force."),
                "TraceFunction,AllFunctions", ErrorCategory.InvalidArgument, "*"));
        }

        _processes = ProcessId is null || IncludeChildren ? null : [.. ProcessId];
        TraceReader? reader = null;
        try
        {
            FunctionSession session = _session = Guard("TraceFunction", string.Join(", ", _patterns), () => FunctionSession.Create(Root, Settings with
            {
                Functions = _patterns,
                NoTrace = NoTrace,
                ProcessIds = ProcessId,
                Force = Force,
                Session = new SessionSettings { BufferSize = BufferSize > 0 ? BufferSize : null, Cpus = Cpu },
            }));
            _threads = _processes is null ? null : [.. session.Threads];
            foreach ((string pattern, KernelException error) in session.Refused) WriteError(KernelErrors.Record("TraceFunction", error, pattern));
            if (session.IsTop)
            {
                WriteWarning("This kernel has the function graph only in its top-level buffer, which is used now, and put back as it was at the end. "
                    + "What others do there meanwhile is disturbed, and disturbs.");
            }

            if (!IncludeSelf && ProcessId?.Contains(Environment.ProcessId) != true) LeaveOutOwn(session.Instance, OwnEvents.Functions);
            // the kernel sets no tracer while its buffer is being read
            Guard("TraceFunction", string.Join(", ", _patterns), () =>
            {
                session.Begin();
                return session;
            });
            StartTime();
            reader = OpenReader(session.Instance, "Give more room with -BufferSize 64MB, or record less: fewer functions, a smaller -Depth, -ProcessId.");
            Tasks = reader.Tasks;
            var facts = LiveKernelFacts.Of(Root);
            Shared = new FunctionContext(session.Instance.Name, reader.Clock, facts);
            _records = new FunctionRecordReader(Root.Common(), id => Root.FindFormat(id, session.Instance));
            // what a thread does on other CPUs is not seen: as if it were lost
            if (Cpu is not null) LostBefore(long.MaxValue);
            if (!Follow(reader)) return;
            session.End();
            DrainAll(reader);
            if (!IsStopping) Finish();
        }
        finally
        {
            if (reader is not null && !IsStopping) ReportLosses(reader);
            End();
        }
    }

    /// <inheritdoc/>
    private protected sealed override bool GiveReady(TraceReader reader, long deadline)
    {
        while (reader.Take(this, RecordsAtOnce) == RecordsAtOnce && !HasEnough)
        {
            // a stream that never pauses, or a pipeline that takes its time, must not run past the deadline
            if (deadline != long.MaxValue && Environment.TickCount64 >= deadline) return true;
        }

        return !HasEnough;
    }

    private protected override void Undo() => Interlocked.Exchange(ref _session, null)?.Dispose();

    private bool IsOwn(int tid) => !IncludeSelf && tid != 0 && IsOwn(tid, Tasks.Find(tid).Pid);
}
