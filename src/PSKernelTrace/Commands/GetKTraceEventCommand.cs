using System.Management.Automation;
using KernelTrace.Formats.Records;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using PSKernelTrace.Completion;

namespace PSKernelTrace.Commands;

/// <summary>Takes the recorded events out of a session, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "KTraceEvent")]
[OutputType(typeof(KTraceEvent))]
[OutputType(typeof(KTraceLostEvents))]
public sealed class GetKTraceEventCommand : EventStreamCommand
{
    private bool _following;

    /// <summary>Names or patterns of events; the others are taken out of the buffer without being shown.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(EventCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Event { get; set; }

    /// <summary>The session that is read.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public string Session { get; set; } = SessionName.Default;

    /// <summary>Goes on with events as they happen.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Written >= MaxEvents) return;
        TraceInstance instance = FindSession(Session);
        // what the reading itself does would take the place of what is to be read and, while following, have no end
        if (!IncludeSelf) LeaveOutOwn(instance);
        TraceReader reader = OpenReader(instance,
            "A session made with a larger buffer keeps more: New-KTraceSession NAME -BufferSize 64MB.");
        try
        {
            if (Event is not null)
            {
                IReadOnlyList<EventName> names = Resolve(Event);
                if (names.Count == 0) return;
                reader.Narrow(names.Select(Root.EventId));
            }

            if (Wait || HasDuration)
            {
                _following = true;
                StartTime();
                if (!Follow(reader)) return;
            }

            DrainAll(reader);
        }
        finally
        {
            if (!IsStopping) ReportLosses(reader);
            End();
        }
    }

    private protected override bool Wants(KTraceEvent item) => !_following || !IsOwn(item.Tid, item.Pid);
}
