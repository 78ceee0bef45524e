using System.Diagnostics.CodeAnalysis;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;
using KernelTrace.Processes;
using KernelTrace.Tracefs;

namespace KernelTrace.Reading;

/// <summary>Reads the events of one buffer as typed objects, in time order across CPUs, with the gaps between them.
/// Reading takes the events out of the buffer. For one thread, but for <see cref="Cancel"/>.</summary>
public sealed class TraceReader : IDisposable
{
    /// <summary>Events that come within this time of each other are fetched together: a waiting reader is woken by the
    /// first, and fetches when the rest of them is old enough to be put in order.</summary>
    private const int GatherMilliseconds = 10;

    /// <summary>Where the kernel wakes readers only when the buffer has filled up, we look this often.</summary>
    private const int LookMilliseconds = 100;

    private readonly TraceInstance _instance;
    private readonly SubBufferLayout _layout;
    private readonly ISyscalls _syscalls;
    private readonly TraceClock _clock;
    private readonly CpuStream[] _streams = [];
    private readonly FileDescriptor[] _waitOn;
    private readonly bool[] _ready;
    private readonly FileDescriptor _cancel;
    private readonly TimeOrderedMerge _merge;
    private readonly EventDecoder _decoder;
    private readonly TaskDirectory _tasks;
    private readonly Dictionary<(int, LostReason), LossTotal> _losses = [];
    private readonly bool _wokenByFirst;
    private volatile bool _cancelled;
    private bool _disposed;
    private int _refills;
    private long _latest = long.MinValue;
    private HashSet<int>? _wanted;
    private int[] _stackIds = [];
    private StackJoiner? _stacks;

    private TraceReader(TraceInstance instance, SubBufferLayout layout, KernelFacts? facts)
    {
        _instance = instance;
        _layout = layout;
        _syscalls = instance.Root.Syscalls;
        _tasks = new TaskDirectory(instance.Root);
        IReadOnlyList<int> cpus = instance.Cpus();
        _clock = new TraceClock(instance, instance.Clock, cpus.Count > 0 ? cpus[0] : 0);
        Clock = _clock.Pair();
        _decoder = new EventDecoder(instance.Name, Clock, instance.Root.Common(), _tasks, FindFormat, facts);
        _wokenByFirst = instance.BufferPercent == 0;
        bool discards = instance.Option("overwrite") == false;
        int error = _syscalls.EventFd(out FileDescriptor? cancel);
        _cancel = cancel ?? throw new KernelException("create", "eventfd", -error);
        try
        {
            // from here on what was kept is ours: Dispose gives it back
            KeptStreams.Kept? kept = KeptStreams.Take(instance, layout);
            _streams = kept?.Streams ?? [.. cpus.Select(cpu => new CpuStream(layout, instance.Stats(cpu)))];
            JoinStacks(kept?.Stacks);
            foreach (CpuStream stream in _streams)
                stream.Attach(new ReadSource(_syscalls, instance.RawPath(stream.Cpu), layout), discards);
        }
        catch
        {
            Dispose();
            throw;
        }

        _waitOn = [.. _streams.Select(stream => stream.Source!.WaitOn), _cancel];
        _ready = new bool[_waitOn.Length];
        _merge = new TimeOrderedMerge(_streams, _clock.Now, instance.Stats);
        _merge.Seat();
    }

    /// <summary>Who the threads are.</summary>
    public ITaskDirectory Tasks => _tasks;

    /// <summary>The session's clock, paired with the wall clock when the reader was opened.</summary>
    public SessionClock Clock { get; }

    /// <summary>How many events were given out, gaps not counted.</summary>
    public long EventsRead { get; private set; }

    /// <summary>How many events were given out behind a younger one, because they were committed late.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>What was lost so far.</summary>
    public IReadOnlyCollection<LossTotal> Losses => _losses.Values;

    /// <summary>Opens all CPUs' buffers of an instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="facts">Names the functions of stacks and what else events need of the kernel; null for none.</param>
    /// <exception cref="KernelException">They cannot be opened.</exception>
    public static TraceReader Open(TraceInstance instance, KernelFacts? facts = null)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new TraceReader(instance, instance.Layout(), facts);
    }

    /// <summary>Gives out only the events with these numbers; the others are still taken out of the buffer.</summary>
    public void Narrow(IEnumerable<int> eventIds)
    {
        _wanted = [.. eventIds];
        // their stacks are wanted with them
        _stackIds = [.. StackJoiner.Formats(_instance.Root).Select(format => format.Id)];
    }

    /// <summary>From now on gives out what was recorded up to this moment, and then ends.</summary>
    public void Drain()
    {
        _merge.DrainUntil = _clock.Now();
        foreach (CpuStream stream in _streams) stream.Drained = false;
        _merge.Seat();
    }

    /// <summary>After the last event: gives out the losses that no event has come behind.</summary>
    public void CloseGaps()
    {
        foreach (CpuStream stream in _streams) stream.CloseGaps(_instance.Stats(stream.Cpu));
        _merge.Seat();
    }

    /// <summary>The next event, or gap, in time order. Does not wait.</summary>
    /// <returns>False where there is none that may go now.</returns>
    public bool TryRead([NotNullWhen(true)] out KTraceEvent? item)
    {
        while (!_cancelled)
        {
            if (_stacks is not null && _stacks.TryGive(out HeldRecord? held))
            {
                item = held.Lost is null ? Give(held.Bytes, held.Time, held.Cpu, held) : Count(held.Lost);
                if (item is null) continue;
                return true;
            }

            if (_merge.Next() is not CpuStream stream)
            {
                if (_stacks is null || !_stacks.Settle(atEnd: _merge.DrainUntil is not null)) break;
                continue;
            }

            if (_merge.Refills != _refills)
            {
                _refills = _merge.Refills;
                _tasks.Tick();
            }

            if (stream.HasGap)
            {
                KTraceLostEvents lost = Lost(stream, stream.HeadGap);
                stream.TakeGap();
                _merge.Moved();
                if (_stacks is not null && _stacks.Take(lost)) continue;
                item = Count(lost);
                return true;
            }

            ReadOnlySpan<byte> record = stream.Record;
            bool waits = _stacks is not null && _stacks.Take(record, stream.HeadTime, stream.Cpu);
            item = waits ? null : Give(record, stream.HeadTime, stream.Cpu, null);
            stream.TakeRecord();
            _merge.Moved();
            if (item is not null) return true;
        }

        item = null;
        return false;
    }

    /// <summary>Gives records that may go now to a sink, in time order, as bytes: for what needs no object for each. Does not wait.
    /// Not to be mixed with <see cref="TryRead"/>, and for sessions whose events have no stacks joined to them.</summary>
    /// <param name="sink">Takes them.</param>
    /// <param name="most">How many at the most.</param>
    /// <returns>How many were given; less than <paramref name="most"/> where there are no more that may go now.</returns>
    public int Take(IRecordSink sink, int most)
    {
        ArgumentNullException.ThrowIfNull(sink);
        int given = 0;
        while (given < most && !_cancelled && _merge.Next() is CpuStream stream)
        {
            if (_merge.Refills != _refills)
            {
                _refills = _merge.Refills;
                _tasks.Tick();
                // a gap is found when a CPU's next sub-buffer is taken, and reaches back to before what other CPUs give until then
                foreach (CpuStream other in _streams)
                {
                    if (other.HasHead && other.HasGap) sink.LostBefore(other.HeadTime);
                }
            }

            if (stream.HasGap)
            {
                KTraceLostEvents lost = Count(Lost(stream, stream.HeadGap));
                stream.TakeGap();
                _merge.Moved();
                sink.LostBefore(lost.TimestampNs);
                sink.Take(lost);
                given++;
                continue;
            }

            long time = stream.HeadTime;
            if (time < _latest) OutOfOrder++;
            _latest = Math.Max(_latest, time);
            EventsRead++;
            sink.Take(stream.Record, time, stream.Cpu);
            stream.TakeRecord();
            _merge.Moved();
            given++;
        }

        return given;
    }

    /// <summary>Waits until there is something to read, the time is over, or <see cref="Cancel"/> is called.</summary>
    /// <param name="timeout">How long; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>False when the time is over or the reading was cancelled.</returns>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public bool Wait(TimeSpan timeout)
    {
        if (_cancelled) return false;
        long deadline = timeout < TimeSpan.Zero ? long.MaxValue : Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        if (!_merge.Holding && _stacks is not { IsHolding: true })
        {
            while (!Poll(_waitOn, Math.Min(Remaining(deadline), _wokenByFirst ? int.MaxValue : LookMilliseconds)))
            {
                if (_cancelled || Remaining(deadline) <= 0) return false;
                if (!_wokenByFirst) return true;
            }
        }

        // let more come, and let what came grow old enough to be put in order
        Poll(_waitOn.AsSpan(_waitOn.Length - 1), Math.Min(Remaining(deadline), GatherMilliseconds));
        return !_cancelled && Remaining(deadline) > 0;
    }

    /// <summary>Ends the reading, from any thread, at once.</summary>
    public void Cancel()
    {
        _cancelled = true;
        lock (_cancel)
        {
            if (!_cancel.IsClosed) _syscalls.Write(_cancel, [1, 0, 0, 0, 0, 0, 0, 0]);
        }
    }

    /// <summary>Closes the buffers. What was taken out of them and not given out is kept for the next reader of this
    /// process.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        foreach (CpuStream stream in _streams) stream.Detach(_instance.TryStats(stream.Cpu));
        if (_streams.Length > 0) KeptStreams.Keep(_instance, _layout, _streams, _stacks);
        lock (_cancel) _cancel.Dispose();
    }

    /// <summary>The event of a record; null where it is not wanted.</summary>
    private KTraceEvent? Give(ReadOnlySpan<byte> record, long time, int cpu, HeldRecord? held)
    {
        if (_wanted is not null && !_wanted.Contains(_decoder.EventId(record)))
        {
            if (_stacks is null && _stackIds.Contains(_decoder.EventId(record))) JoinStacks(null, begin: true);
            return null;
        }

        bool joined = _stacks is not null;
        KTraceEvent item = _decoder.Decode(record, time, cpu,
            held is { HasStack: true } ? _decoder.Stack(held.Kernel, held.User, held.Pid) : null);
        // the first event that is seen to have a stack behind it
        if (!joined && _stacks is not null && _stacks.Take(record, time, cpu)) return null;
        if (time < _latest) OutOfOrder++;
        _latest = Math.Max(_latest, time);
        EventsRead++;
        return item;
    }

    private KTraceLostEvents Lost(CpuStream stream, Gap gap) => new(_instance.Name, Clock, stream.Cpu, gap.Count,
        gap.Reason, stream.HeadTime, stream.LastTime, stream.HeadIsGapOnly ? null : stream.HeadTime);

    /// <summary>Adds a loss that is given out to the totals.</summary>
    private KTraceLostEvents Count(KTraceLostEvents lost)
    {
        (int, LostReason) key = (lost.Cpu, lost.Reason);
        LossTotal total = _losses.TryGetValue(key, out LossTotal? known) ? known
            : new LossTotal(lost.Cpu, lost.Reason, 0, 0, lost.AfterNs, lost.TimestampNs);
        _losses[key] = total.Add(lost);
        return lost;
    }

    /// <summary>Joins stacks with their events, where all events have stacks.</summary>
    /// <param name="kept">What an earlier reader held.</param>
    /// <param name="begin">Whether some events have stacks.</param>
    private void JoinStacks(StackJoiner? kept, bool begin = false)
    {
        var recorded = new RecordedStacks(_instance);
        if (kept is { IsHolding: true }) kept.Attach(_instance, _decoder, recorded);
        _stacks = kept is { IsHolding: true } ? kept
            : begin || recorded.IsForAll ? new StackJoiner(_instance, _decoder, recorded) : null;
    }

    private EventFormat? FindFormat(int id)
    {
        EventFormat? format = _instance.Root.FindFormat(id, _instance);
        // a stack that comes unexpected was asked for since this reader was opened
        if (_stacks is null && format is not null && (RecordedStacks.IsTriggered(_instance, format) || StackFormat.Of(format) is not null))
            JoinStacks(null, begin: true);
        return format;
    }

    private bool Poll(ReadOnlySpan<FileDescriptor> files, int milliseconds)
    {
        int result = _syscalls.Poll(files, _ready, milliseconds == int.MaxValue ? -1 : milliseconds);
        if (result < 0 && result != -Errno.EINTR) throw new KernelException("wait for events of", _instance.Name, -result);
        return result != 0;
    }

    private static int Remaining(long deadline) => deadline == long.MaxValue ? int.MaxValue
        : (int)Math.Clamp(deadline - Environment.TickCount64, 0, int.MaxValue - 1);
}
