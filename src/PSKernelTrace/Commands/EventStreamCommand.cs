using System.Management.Automation;
using KernelTrace.Formats.Records;
using KernelTrace.Reading;
using KernelTrace.Symbols;
using KernelTrace.Tracefs;
using PSKernelTrace.Binding;

namespace PSKernelTrace.Commands;

/// <summary>What reading and watching share: events into the pipeline until there are enough, the time is over, or the
/// pipeline stops.</summary>
/// <remarks>Everything happens on the pipeline's thread: where the pipeline is slow, events wait in the kernel's
/// buffer, whose losses are counted. Only <see cref="StopProcessing"/> comes from another thread.</remarks>
public abstract class EventStreamCommand : KTraceCommand, IDisposable
{
    /// <summary>The name under which the module's views know an event that has a stack.</summary>
    private const string WithStack = "KernelTrace.Formats.Records.KTraceEvent#Stack";

    private TraceReader? _reader;
    private LossReporter? _losses;
    private OwnEvents? _own;
    private long _deadline = long.MaxValue;
    private volatile bool _stopping;

    /// <summary>Ends after so many events.</summary>
    [Parameter]
    [Alias("Count")]
    [ValidateRange(1L, long.MaxValue)]
    public long MaxEvents { get; set; } = long.MaxValue;

    /// <summary>Ends after this time.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Duration { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Puts an object where events were lost.</summary>
    [Parameter]
    public SwitchParameter IncludeLost { get; set; }

    /// <summary>Shows the events of this process too.</summary>
    [Parameter]
    public SwitchParameter IncludeSelf { get; set; }

    /// <summary>How many events were written.</summary>
    private protected long Written { get; private set; }

    /// <summary>Whether the pipeline is being stopped.</summary>
    private protected bool IsStopping => _stopping;

    /// <summary>Whether a time was given.</summary>
    private protected bool HasDuration => Duration >= TimeSpan.Zero;

    /// <summary>Whether the event is to be shown; the place for what the kernel cannot filter.</summary>
    private protected virtual bool Wants(KTraceEvent item) => true;

    /// <summary>Undoes what the command did to the kernel; called once, however the command ends.</summary>
    private protected virtual void Undo()
    {
    }

    /// <summary>Leaves the events of this process out of the session until the command ends.</summary>
    private protected void LeaveOutOwn(TraceInstance instance) => _own = OwnEvents.LeaveOut(instance);

    /// <summary>Whether an event is of this process, which is left out.</summary>
    private protected bool IsOwn(KTraceEvent item) => _own is not null && _own.Covers(item);

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

    /// <summary>Writes events as they come, until the time is over; false when there are enough.</summary>
    private protected bool Follow(TraceReader reader)
    {
        while (WriteReady(reader, _deadline))
        {
            if (_stopping) return false;
            long left = _deadline == long.MaxValue ? -1 : _deadline - Environment.TickCount64;
            if (_deadline != long.MaxValue && left <= 0) return true;
            reader.Wait(left < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(left));
        }

        return false;
    }

    /// <summary>Writes what is in the buffer now, the last losses with it.</summary>
    private protected void DrainAll(TraceReader reader)
    {
        reader.Drain();
        if (!WriteReady(reader, long.MaxValue)) return;
        reader.CloseGaps();
        WriteReady(reader, long.MaxValue);
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

    private static PSObject ShownWithStack(KTraceEvent item)
    {
        var shown = new PSObject(item);
        shown.TypeNames.Insert(0, WithStack);
        return shown;
    }

    /// <summary>Writes the events that may go now; false when there are enough.</summary>
    private bool WriteReady(TraceReader reader, long deadline)
    {
        while (reader.TryRead(out KTraceEvent? item))
        {
            if (item is KTraceLostEvents)
            {
                _losses!.Note();
                if (IncludeLost) WriteObject(item);
                continue;
            }

            if (Wants(item))
            {
                WriteObject(item.Stack.Count == 0 ? item : ShownWithStack(item));
                if (++Written >= MaxEvents) return false;
            }

            // a stream that never pauses, or a pipeline that takes its time, must not run past the deadline
            if (deadline != long.MaxValue && Environment.TickCount64 >= deadline) return true;
        }

        return true;
    }
}
