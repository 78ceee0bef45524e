using KernelTrace.Tracefs;

namespace KernelTrace.Reading;

/// <summary>Chooses, among the CPUs, the one whose next record is the oldest.</summary>
/// <remarks>
/// A CPU that was seen empty at the session's time T has nothing older than T to give any more. A record may go when
/// it is older than that T of every empty CPU; where it is younger, the empty CPUs are asked again, which moves their
/// T to now. So each CPU needs one sub-buffer of memory, and an idle CPU never holds the others back.
/// A writer that was interrupted between reserving its record and committing it is late: while following, records are
/// therefore held until they are <see cref="SlackNs"/> old. One that comes later still is given out late and counted.
/// </remarks>
internal sealed class TimeOrderedMerge(IReadOnlyList<CpuStream> streams, Func<long> now, Func<int, CpuStats> stats)
{
    /// <summary>How old a record must be to go while other CPUs may still bring an older one.</summary>
    public const long SlackNs = 2_000_000;

    /// <summary>The streams with a head, as a binary heap by <see cref="CpuStream.HeadTime"/>.</summary>
    private readonly CpuStream[] _heap = new CpuStream[streams.Count];

    private readonly List<CpuStream> _empty = new(streams.Count);
    private int _count;
    private long _oldestEmpty = long.MinValue;

    /// <summary>The time at which a drain began; null while following.</summary>
    public long? DrainUntil { get; set; }

    /// <summary>Whether records younger than <see cref="SlackNs"/> are being held.</summary>
    public bool Holding => _count > 0;

    /// <summary>How often the kernel was asked.</summary>
    public int Refills { get; private set; }

    /// <summary>Looks at all streams anew: to be called at first, and when heads were made from outside.</summary>
    public void Seat()
    {
        _count = 0;
        _empty.Clear();
        _oldestEmpty = long.MinValue;
        foreach (CpuStream stream in streams)
        {
            if (stream.HasHead) Push(stream);
            else _empty.Add(stream);
        }
    }

    /// <summary>The stream whose head goes next; null where there is none that may go now.</summary>
    public CpuStream? Next()
    {
        if (_count > 0 && (_empty.Count == 0 || Older(_heap[0], _oldestEmpty))) return _heap[0];
        Refill();
        if (_count == 0) return null;
        return _empty.Count == 0 || Older(_heap[0], _oldestEmpty) ? _heap[0] : null;
    }

    /// <summary>To be called when the head that <see cref="Next"/> gave was taken.</summary>
    public void Moved()
    {
        CpuStream top = _heap[0];
        if (!top.HasHead)
        {
            _heap[0] = _heap[--_count];
            _empty.Add(top);
            // it may have more in the kernel, unless its last page already was behind the end of the drain
            top.Drained |= DrainUntil is long until && top.PageTime > until;
            if (!top.Drained) _oldestEmpty = long.MinValue;
        }

        if (_count > 1) Down();
    }

    private bool Older(CpuStream top, long emptyAt) =>
        emptyAt == long.MaxValue || (DrainUntil is null ? top.HeadTime <= emptyAt - SlackNs : top.HeadTime <= emptyAt);

    private void Refill()
    {
        Refills++;
        long time = now();
        long oldest = long.MaxValue;
        for (int i = _empty.Count - 1; i >= 0; i--)
        {
            CpuStream stream = _empty[i];
            if (stream.Drained) continue;
            if (stream.Fill(stats))
            {
                _empty.RemoveAt(i);
                Push(stream);
            }
            else
            {
                // a drain takes what was there when it began, and does not run after what comes
                stream.Drained = DrainUntil is not null;
                if (!stream.Drained) oldest = Math.Min(oldest, time);
            }
        }

        _oldestEmpty = oldest;
    }

    private void Push(CpuStream stream)
    {
        int at = _count++;
        while (at > 0 && _heap[(at - 1) / 2].HeadTime > stream.HeadTime)
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = stream;
    }

    private void Down()
    {
        CpuStream moving = _heap[0];
        int at = 0;
        while (true)
        {
            int child = at * 2 + 1;
            if (child >= _count) break;
            if (child + 1 < _count && _heap[child + 1].HeadTime < _heap[child].HeadTime) child++;
            if (_heap[child].HeadTime >= moving.HeadTime) break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = moving;
    }
}
