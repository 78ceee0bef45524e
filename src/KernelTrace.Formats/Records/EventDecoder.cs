using System.Runtime.InteropServices;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Records;

/// <summary>Turns records into typed events. Not for several threads at once.</summary>
public sealed class EventDecoder
{
    private static readonly Version _lazyBit = new(6, 13);

    private readonly string _session;
    private readonly SessionClock _clock;
    private readonly CommonLayout _common;
    private readonly ITaskDirectory _tasks;
    private readonly Func<int, EventFormat?> _findFormat;
    private readonly KernelFacts _facts;
    private readonly byte _flagMask;
    private Entry?[] _byId = [];

    /// <summary>A decoder for one session.</summary>
    /// <param name="session">Name of the session, which each event carries.</param>
    /// <param name="clock">The session's clock.</param>
    /// <param name="common">Where the fields are that all events share.</param>
    /// <param name="tasks">Tells who a thread is.</param>
    /// <param name="findFormat">Finds an event's format by its number, when the event is first seen; null where there
    /// is none.</param>
    /// <param name="facts">What is known of the kernel; null where nothing is.</param>
    public EventDecoder(string session, SessionClock clock, CommonLayout common, ITaskDirectory tasks,
        Func<int, EventFormat?> findFormat, KernelFacts? facts = null)
    {
        _facts = facts ?? KernelFacts.None;
        // before 6.13 this bit said that nothing is known of interrupts
        _flagMask = (byte)(_facts.Release is Version release && release < _lazyBit ? ~(int)KTraceContextFlags.NeedReschedLazy : 0xff);
        _session = session;
        _clock = clock;
        _common = common;
        _tasks = tasks;
        _findFormat = findFormat;
    }

    /// <summary>The number of a record's event; -1 where the record is too short to say.</summary>
    public int EventId(ReadOnlySpan<byte> record) => record.Length >= _common.TypeOffset + 2
        ? MemoryMarshal.Read<ushort>(record[_common.TypeOffset..])
        : -1;

    /// <summary>The thread of a record; 0 where the record does not say.</summary>
    public int Tid(ReadOnlySpan<byte> record) =>
        _common.PidOffset >= 0 && record.Length >= _common.PidOffset + 4
            ? MemoryMarshal.Read<int>(record[_common.PidOffset..])
            : 0;

    /// <summary>In what context a record was written.</summary>
    public KTraceContext Context(ReadOnlySpan<byte> record) =>
        new((KTraceContextFlags)Byte(record, _common.FlagsOffset), Byte(record, _common.PreemptCountOffset));

    /// <summary>A stack of addresses, with the names that this decoder knows.</summary>
    /// <param name="kernel">Addresses in the kernel, the innermost first.</param>
    /// <param name="user">Addresses in the process, the innermost first.</param>
    /// <param name="pid">The process of the latter.</param>
    public EventStack Stack(ulong[] kernel, ulong[] user, int pid) => new(_facts, kernel, user, pid);

    /// <summary>Makes the event of a record. A number that no format has gives an <see cref="UnknownEvent"/>.</summary>
    /// <param name="record">The record's data; it is copied.</param>
    /// <param name="timestamp">Time of the record by the session's clock.</param>
    /// <param name="cpu">The CPU whose buffer held it.</param>
    /// <param name="stack">The event's stack; null where it has none.</param>
    public KTraceEvent Decode(ReadOnlySpan<byte> record, long timestamp, int cpu, EventStack? stack = null)
    {
        int id = EventId(record);
        Entry entry = (uint)id < (uint)_byId.Length && _byId[id] is Entry known ? known : Add(id);
        int tid = Tid(record);
        EventContext context = entry.Context;
        if (entry.Stack is not null) stack = Own(entry.Stack, record);
        if (stack is not null) context = context with { Stack = stack };
        var stamp = new EventStamp(context, timestamp, _tasks.Find(tid), tid, cpu,
            (byte)(Byte(record, _common.FlagsOffset) & _flagMask), Byte(record, _common.PreemptCountOffset));
        return entry.Create(stamp, record);
    }

    /// <summary>Forgets the formats, so that an event made anew under an old number is read by its new format.</summary>
    public void Reset() => _byId = [];

    private Entry Add(int id)
    {
        EventFormat? format = null;
        try
        {
            if (id >= 0) format = _findFormat(id);
        }
        catch (FormatParseException)
        {
            // shown with its bytes: one event that cannot be read must not end the reading of the others
        }

        Entry entry = format is null
            ? new Entry(ContextOf(Missing(id)), null,
                static (in EventStamp stamp, ReadOnlySpan<byte> record) => new UnknownEvent(stamp, record))
            : new Entry(ContextOf(format), StackFormat.Of(format), EventClass.ConstructorOf(format));
        if (id >= 0)
        {
            if (id >= _byId.Length) Array.Resize(ref _byId, Math.Max(id + 1, 4096));
            _byId[id] = entry;
        }

        return entry;
    }

    /// <summary>The stack that a record is, where it is shown as an event of its own.</summary>
    private EventStack Own(StackFormat format, ReadOnlySpan<byte> record) => format.IsUser
        ? Stack([], format.Addresses(record), format.Pid(record))
        : Stack(format.Addresses(record), [], 0);

    private EventContext ContextOf(EventFormat format) => new(format, _session, _clock) { Facts = _facts, Tasks = _tasks };

    private static EventFormat Missing(int id) => new("unknown", $"{id}", Math.Max(id, 0), [], [], "");

    private static byte Byte(ReadOnlySpan<byte> record, int offset) =>
        (uint)offset < (uint)record.Length ? record[offset] : (byte)0;

    private sealed record Entry(EventContext Context, StackFormat? Stack, EventConstructor Create);
}
