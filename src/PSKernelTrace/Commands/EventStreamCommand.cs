using System.Management.Automation;
using KernelTrace.Formats.Records;
using KernelTrace.Reading;

namespace PSKernelTrace.Commands;

/// <summary>What reading and watching events share: events into the pipeline until there are enough.</summary>
public abstract class EventStreamCommand : BufferCommand
{
    /// <summary>The name under which the module's views know an event that has a stack.</summary>
    private const string WithStack = "KernelTrace.Formats.Records.KTraceEvent#Stack";

    /// <summary>Ends after so many events.</summary>
    [Parameter]
    [Alias("Count")]
    [ValidateRange(1L, long.MaxValue)]
    public long MaxEvents { get; set; } = long.MaxValue;

    /// <summary>Puts an object where events were lost.</summary>
    [Parameter]
    public SwitchParameter IncludeLost { get; set; }

    /// <summary>How many events were written.</summary>
    private protected long Written { get; private set; }

    /// <summary>Whether the event is to be shown; the place for what the kernel cannot filter.</summary>
    private protected virtual bool Wants(KTraceEvent item) => true;

    private protected override bool GiveReady(TraceReader reader, long deadline)
    {
        while (reader.TryRead(out KTraceEvent? item))
        {
            if (item is KTraceLostEvents)
            {
                NoteLoss();
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

    private static PSObject ShownWithStack(KTraceEvent item)
    {
        var shown = new PSObject(item);
        shown.TypeNames.Insert(0, WithStack);
        return shown;
    }
}
