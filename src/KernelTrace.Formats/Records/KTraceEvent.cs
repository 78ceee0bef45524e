using System.Collections.Specialized;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Records;

/// <summary>One event of the kernel. Each event format has a class of its own below this one, made when the event is
/// first seen, with the event's fields as properties under the kernel's names.</summary>
public abstract class KTraceEvent
{
    private readonly EventContext _source;
    private readonly TaskIdentity _task;
    private readonly ushort _cpu;
    private readonly byte _flags, _preemptCount;

    /// <summary>Takes what every record says.</summary>
    protected KTraceEvent(in EventStamp stamp)
    {
        _source = stamp.Source;
        _task = stamp.Task;
        TimestampNs = stamp.TimestampNs;
        Tid = stamp.Tid;
        _cpu = (ushort)stamp.Cpu;
        _flags = stamp.Flags;
        _preemptCount = stamp.PreemptCount;
    }

    /// <summary>Wall time, to 100 ns; null where the session's clock does not count time.</summary>
    public DateTimeOffset? Timestamp => _source.Clock.ToWallTime(TimestampNs);

    /// <summary>Time by the session's clock: nanoseconds, unless the clock counts something else.</summary>
    public long TimestampNs { get; }

    /// <summary>The event, as <c>system:event</c>.</summary>
    public string Event => _source.Format.FullName;

    /// <summary>The CPU on which the event happened.</summary>
    public int Cpu => _cpu;

    /// <summary>The process (what the kernel calls tgid); null where it cannot be known.</summary>
    public int? Pid => _task.Pid;

    /// <summary>The thread (what the kernel calls pid).</summary>
    public int Tid { get; }

    /// <summary>The thread's name; <c>&lt;...&gt;</c> where it cannot be known.</summary>
    public string Comm => _task.Comm;

    /// <summary>Interrupts off, reschedule wanted, in an interrupt, depth of preemption.</summary>
    public KTraceContext Context => new((KTraceContextFlags)_flags, _preemptCount);

    /// <summary>Name of the session that recorded the event.</summary>
    public string Session => _source.Session;

    /// <summary>The event in the kernel's own words.</summary>
    public virtual string Message => _source.Printer.Print(Record, TimestampNs, _source.Tasks);

    /// <summary>All of the event's own fields by the kernel's names, in the kernel's order; made anew at each call.</summary>
    public virtual OrderedDictionary Fields => FieldReader.ReadAll(Source.Format, Record);

    /// <summary>The functions that the kernel, and then the process, were in, the innermost first; none where no stack
    /// was recorded. Their names are looked up when they are first asked for.</summary>
    public IReadOnlyList<KTraceStackFrame> Stack => (IReadOnlyList<KTraceStackFrame>?)_source.Stack ?? [];

    /// <summary>Format, session and clock of the event.</summary>
    protected internal EventContext Source => _source;

    /// <summary>The record's bytes, from <c>common_type</c> on.</summary>
    protected internal abstract ReadOnlySpan<byte> Record { get; }

    /// <summary>The line of the kernel's <c>trace</c> file.</summary>
    public override string ToString() => EventText.Line(this);

    /// <summary>Value of the own field with this index; how generated properties read text, arrays and the like.</summary>
    protected object? FieldValue(int index) => FieldReader.Read(_source.Format.Fields[index], Record);

    /// <summary>Value of the own field with this index, with the name that the event's words give it.</summary>
    protected KernelNamedValue NamedValue(int index) => _source.NamesOf(index).Read(Record);

    /// <summary>The name that the event's words give to the value of the own field with this index.</summary>
    protected string ValueName(int index) => _source.NamesOf(index).Name(Record);

    /// <summary>The symbol of the address in the own field with this index; the address where it has none.</summary>
    protected string SymbolName(int index) => SymbolText(index, false);

    /// <summary>The same with offset and size.</summary>
    protected string SymbolPlace(int index) => SymbolText(index, true);

    private string SymbolText(int index, bool withOffset)
    {
        var address = (KernelAddress)FieldReader.Read(_source.Format.Fields[index], Record)!;
        if (!_source.Facts.TryFindSymbol(address, out KernelSymbol symbol)) return address.ToString();
        return withOffset ? symbol.WithOffset(address) : symbol.ToString();
    }

    /// <summary>Copies the fixed part of a record into an event; what a short record lacks stays zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void CopyRecord(ref byte target, ReadOnlySpan<byte> record, int size)
    {
        if (record.Length >= size)
            Unsafe.CopyBlockUnaligned(ref target, ref MemoryMarshal.GetReference(record), (uint)size);
        else
            record.CopyTo(MemoryMarshal.CreateSpan(ref target, size));
    }
}
