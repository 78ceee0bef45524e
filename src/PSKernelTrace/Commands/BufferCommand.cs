using System.Management.Automation;
using KernelTrace.Reading;
using KernelTrace.Symbols;
using KernelTrace.Tracefs;
using PSKernelTrace.Binding;

namespace PSKernelTrace.Commands;

/// <summary>What commands share that read a buffer until they have enough, the time is over, or the pipeline stops.</summary>
/// <remarks>Everything happens on the pipeline's thread: where the pipeline is slow, events wait in the kernel's
/// buffer, whose losses are counted. Only <see cref="StopProcessing"/> comes from another thread.</remarks>
public abstract class BufferCommand : KTraceCommand, IDisposable
{
    private TraceReader? _reader;
    private LossReporter? _losses;
    private OwnEvents? _own;
    private long _deadline = long.MaxValue;
    private volatile bool _stopping;

    /// <summary>Ends after this time.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Duration { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Shows the events of this process too.</summary>
    [Parameter]
    public SwitchParameter IncludeSelf { get; set; }

    /// <summary>Whether the pipeline is being stopped.</summary>
    private protected bool IsStopping => _stopping;

    /// <summary>Whether a time was given.</summary>
    private protected bool HasDuration => Duration >= TimeSpan.Zero;

    /// <summary>Undoes what the command did to the kernel; called once, however the command ends.</summary>
    private protected virtual void Undo()
    {
    }

    /// <summary>Leaves the events of this process out of the session until the command ends.</summary>
    private protected void LeaveOutOwn(TraceInstance instance, string file = OwnEvents.Events) => _own = OwnEvents.LeaveOut(instance, file);

    /// <summary>Whether something is of this process, which is left out.</summary>
    private protected bool IsOwn(int tid, int? pid) => _own is not null && _own.Covers(tid, pid);

    /// <summary>A loss was met.</summary>
    private protected void NoteLoss() => _losses?.Note();

    /// <summary>Opens the buffer.</summary>
    private protected TraceReader OpenReader(TraceInstance instance, string remedy)
    {
        _reader = Guard("ReadSession", instance.Name, () => TraceReader.Open(instance, LiveKernelFacts.Of(instance.Root)));
        _losses = new LossReporter(_reader, WriteWarning, instance.BufferSize, remedy);
        if (_stopping) _reader.Cancel();
        return _reader;
    }

    /// <summary>Starts the time of <see cref="Duration"/>.</summary>
    private protected void StartTime()
    {
        if (HasDuration) _deadline = Environment.TickCount64 + (long)Duration.TotalMilliseconds;
    }

    /// <summary>Gives what comes, until the time is over; false when there are enough.</summary>
    private protected bool Follow(TraceReader reader)
    {
        while (GiveReady(reader, _deadline))
        {
            if (_stopping) return false;
            long left = _deadline == long.MaxValue ? -1 : _deadline - Environment.TickCount64;
            if (_deadline != long.MaxValue && left <= 0) return true;
            reader.Wait(left < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(left));
        }

        return false;
    }

    /// <summary>Gives what is in the buffer now, the last losses with it.</summary>
    private protected void DrainAll(TraceReader reader)
    {
        reader.Drain();
        if (!GiveReady(reader, long.MaxValue)) return;
        reader.CloseGaps();
        GiveReady(reader, long.MaxValue);
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        _stopping = true;
        _reader?.Cancel();
    }

    /// <summary>Closes the buffer and undoes what was done; PowerShell calls it however the pipeline ends.</summary>
    public void Dispose()
    {
        End();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same, at the regular end, where warnings can still be written.</summary>
    private protected void End()
    {
        TraceReader? reader = Interlocked.Exchange(ref _reader, null);
        reader?.Dispose();
        Undo();
        // after the events were disabled, so that ours do not slip in
        Interlocked.Exchange(ref _own, null)?.Dispose();
    }

    /// <summary>Warns of losses that were not warned of yet.</summary>
    private protected void ReportLosses(TraceReader reader)
    {
        _losses?.Report();
        if (reader.OutOfOrder > 0)
            WriteVerbose($"{reader.OutOfOrder} events were committed late by the kernel and are shown behind younger ones.");
    }

    /// <summary>Gives what may go now; false when there is enough.</summary>
    private protected abstract bool GiveReady(TraceReader reader, long deadline);
}
