using System.Diagnostics.CodeAnalysis;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.RingBuffer;
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

    private TraceReader(TraceInstance instance, SubBufferLayout layout)
    {
        _instance = instance;
        _layout = layout;
        _syscalls = instance.Root.Syscalls;
        _tasks = new TaskDirectory(instance.Root);
        IReadOnlyList<int> cpus = instance.Cpus();
        _clock = new TraceClock(instance, instance.Clock, cpus.Count > 0 ? cpus[0] : 0);
        Clock = _clock.Pair();
        _decoder = new EventDecoder(instance.Name, Clock, instance.Root.Common(), _tasks,
            id => instance.Root.FindFormat(id, instance));
        _wokenByFirst = instance.BufferPercent == 0;
        bool discards = instance.Option("overwrite") == false;
        int error = _syscalls.EventFd(out FileDescriptor? cancel);
        _cancel = cancel ?? throw new KernelException("create", "eventfd", -error);
        try
        {
            // from here on what was kept is ours: Dispose gives it back
            _streams = KeptStreams.Take(instance, layout) ?? [.. cpus.Select(cpu => new CpuStream(layout, instance.Stats(cpu)))];
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

    /// <summary>The session's clock, paired with the wall clock when the reader was opened.</summary>
    public SessionClock Clock { get; }

    /// <summary>How many events were given out, gaps not counted.</summary>
    public long EventsRead { get; private set; }

    /// <summary>How many events were given out behind a younger one, because they were committed late.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>What was lost so far.</summary>
    public IReadOnlyCollection<LossTotal> Losses => _losses.Values;

    /// <summary>Opens all CPUs' buffers of an instance.</summary>
    /// <exception cref="KernelException">They cannot be opened.</exception>
    public static TraceReader Open(TraceInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new TraceReader(instance, instance.Layout());
    }

    /// <summary>Gives out only the events with these numbers; the others are still taken out of the buffer.</summary>
    public void Narrow(IEnumerable<int> eventIds) => _wanted = [.. eventIds];

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
        while (!_cancelled && _merge.Next() is CpuStream stream)
        {
            if (_merge.Refills != _refills)
            {
                _refills = _merge.Refills;
                _tasks.Tick();
            }

            if (stream.HasGap)
            {
                item = Lost(stream, stream.HeadGap);
                stream.TakeGap();
                _merge.Moved();
                return true;
            }

            ReadOnlySpan<byte> record = stream.Record;
            long time = stream.HeadTime;
            bool wanted = _wanted is null || _wanted.Contains(_decoder.EventId(record));
            item = wanted ? _decoder.Decode(record, time, stream.Cpu) : null;
            stream.TakeRecord();
            _merge.Moved();
            if (item is null) continue;
            if (time < _latest) OutOfOrder++;
            _latest = Math.Max(_latest, time);
            EventsRead++;
            return true;
        }

        item = null;
        return false;
    }

    /// <summary>Waits until there is something to read, the time is over, or <see cref="Cancel"/> is called.</summary>
    /// <param name="timeout">How long; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>False when the time is over or the reading was cancelled.</returns>
    /// <exception cref="KernelException">The kernel refuses.</exception>
    public bool Wait(TimeSpan timeout)
    {
        if (_cancelled) return false;
        long deadline = timeout < TimeSpan.Zero ? long.MaxValue : Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        if (!_merge.Holding)
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
        if (_streams.Length > 0) KeptStreams.Keep(_instance, _layout, _streams);
        lock (_cancel) _cancel.Dispose();
    }

    private KTraceLostEvents Lost(CpuStream stream, Gap gap)
    {
        var lost = new KTraceLostEvents(_instance.Name, Clock, stream.Cpu, gap.Count, gap.Reason, stream.HeadTime,
            stream.LastTime, stream.HeadIsGapOnly ? null : stream.HeadTime);
        (int, LostReason) key = (stream.Cpu, gap.Reason);
        LossTotal total = _losses.TryGetValue(key, out LossTotal? known) ? known
            : new LossTotal(stream.Cpu, gap.Reason, 0, 0, lost.AfterNs, lost.TimestampNs);
        _losses[key] = total.Add(lost);
        return lost;
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
