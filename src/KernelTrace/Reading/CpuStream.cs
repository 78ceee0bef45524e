using KernelTrace.Formats.Records;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Tracefs;

namespace KernelTrace.Reading;

/// <summary>The records of one CPU in their order, with the gaps between them. It can be put to sleep, and goes on
/// where it was when it gets a source again, so that what was taken from the kernel and not yet given out is kept.
/// </summary>
internal sealed class CpuStream
{
    private readonly SubBufferLayout _layout;
    private readonly byte[] _page;
    private readonly Queue<Gap> _gaps = new();

    /// <summary>Drops of discard mode, each behind the given number of records.</summary>
    private readonly Queue<(long After, long Count)> _drops = new();

    private ISubBufferSource? _source;
    private SubBufferWalker _walker;
    private long? _last;
    private long _recordsSeen, _droppedSeen, _commitOverrunSeen;
    private bool _discards;

    // Drops are counted from zero: behind a reader of another process nobody can say which of them it reported, and
    // a loss is told twice rather than never.

    public CpuStream(int cpu, in SubBufferLayout layout)
    {
        Cpu = cpu;
        _layout = layout;
        _page = new byte[layout.Size];
        _walker = new SubBufferWalker(new SubBufferHeader(SubBufferStatus.End, 0, 0, 0), layout);
    }

    public int Cpu { get; }

    /// <summary>Whether there is a record, or a gap, to give out.</summary>
    public bool HasHead { get; private set; }

    /// <summary>Time of the head.</summary>
    public long HeadTime { get; private set; }

    /// <summary>The gap that stands before the head record; null where there is none.</summary>
    public Gap? HeadGap => _gaps.Count > 0 ? _gaps.Peek() : null;

    /// <summary>Whether the head is a gap behind which nothing has come yet.</summary>
    public bool HeadIsGapOnly { get; private set; }

    /// <summary>Set when a drain has all that this CPU held when it began.</summary>
    public bool Drained { get; set; }

    /// <summary>Time of the first record of the current page.</summary>
    public long PageTime { get; private set; }

    /// <summary>Time of the last record given out; null before the first.</summary>
    public long? LastTime => _last;

    /// <summary>The head record's data.</summary>
    public ReadOnlySpan<byte> Record => _page.AsSpan(_walker.DataStart, _walker.DataLength);

    public ISubBufferSource? Source => _source;

    public void Attach(ISubBufferSource source, bool discards)
    {
        _source = source;
        _discards = discards;
        Drained = false;
    }

    /// <summary>Closes the source; what was taken stays.</summary>
    public void Detach()
    {
        _source?.Dispose();
        _source = null;
    }

    /// <summary>Gives out the gap before the head record.</summary>
    public void TakeGap()
    {
        _gaps.Dequeue();
        if (HeadIsGapOnly && _gaps.Count == 0) HasHead = HeadIsGapOnly = false;
    }

    /// <summary>Gives out the head record; the next one of the page becomes the head.</summary>
    public void TakeRecord()
    {
        _last = HeadTime;
        _recordsSeen++;
        Step();
    }

    /// <summary>Takes sub-buffers from the kernel until one has a record.</summary>
    /// <param name="stats">Reads the CPU's counters.</param>
    /// <returns>False where the CPU has nothing to give now.</returns>
    public bool Fill(Func<int, CpuStats> stats)
    {
        if (_source is null) return false;
        while (!HasHead)
        {
            if (_discards) NoteDrops(stats(Cpu));
            int length = _source.Take(_page);
            if (length == 0) return false;
            SubBufferHeader header = SubBufferHeader.Read(_page.AsSpan(0, length), _layout);
            if (header.Missed != 0)
            {
                _gaps.Enqueue(new Gap(header.Missed == SubBufferHeader.UnknownCount ? null : header.Missed,
                    LostReason.Overrun));
            }

            PageTime = header.Timestamp;
            _walker = new SubBufferWalker(header, _layout);
            Step();
        }

        return true;
    }

    /// <summary>At the end of a reading: losses that no record has come behind become a head of their own.</summary>
    public void CloseGaps(CpuStats stats)
    {
        NoteDrops(stats);
        if (stats.CommitOverrun > _commitOverrunSeen)
            _gaps.Enqueue(new Gap(stats.CommitOverrun - _commitOverrunSeen, LostReason.Overrun));
        _commitOverrunSeen = stats.CommitOverrun;
        if (HasHead) return;
        while (_drops.TryDequeue(out (long After, long Count) drop)) _gaps.Enqueue(new Gap(drop.Count, LostReason.Dropped));
        if (_gaps.Count == 0) return;
        HasHead = HeadIsGapOnly = true;
        HeadTime = _last ?? stats.Now;
    }

    /// <summary>In discard mode the kernel drops what comes while the buffer is full, and only a read makes room: what
    /// was dropped since the last read was dropped behind the records that are in the buffer now.</summary>
    private void NoteDrops(CpuStats stats)
    {
        if (stats.Dropped < _droppedSeen) _droppedSeen = 0; // the buffer was cleared
        if (stats.Dropped == _droppedSeen) return;
        _drops.Enqueue((_recordsSeen + stats.Entries, stats.Dropped - _droppedSeen));
        _droppedSeen = stats.Dropped;
    }

    private void Step()
    {
        HeadIsGapOnly = false;
        HasHead = _walker.MoveNext(_page);
        if (HasHead)
        {
            HeadTime = _walker.Timestamp;
            while (_drops.TryPeek(out (long After, long Count) drop) && drop.After <= _recordsSeen)
                _gaps.Enqueue(new Gap(_drops.Dequeue().Count, LostReason.Dropped));
        }
        else if (_walker.Status != SubBufferStatus.End)
        {
            _gaps.Enqueue(new Gap(null, LostReason.Unreadable));
            // once reported, the page counts as read
            _walker = new SubBufferWalker(new SubBufferHeader(SubBufferStatus.End, _walker.Timestamp, 0, 0), _layout);
        }
    }
}
