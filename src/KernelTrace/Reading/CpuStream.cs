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

    /// <summary>Drops of discard mode, each with the session's time behind which the first record comes.</summary>
    private readonly Queue<(long Until, long Count)> _drops = new();

    private ISubBufferSource? _source;
    private SubBufferWalker _walker;
    private long? _last;
    private long _droppedSeen, _commitOverrunSeen, _readSeen;

    /// <summary>The kernel's overrun counter up to the last gap given out; null where that is not known.</summary>
    private long? _overrunSeen;

    private bool _discards;

    // Drops are counted from zero: behind a reader of another process nobody can say which of them it reported, and
    // a loss is told twice rather than never.

    /// <summary>A stream that begins with what the CPU's buffer holds.</summary>
    /// <param name="layout">The layout of the instance's sub-buffers.</param>
    /// <param name="stats">The CPU's counters at the beginning.</param>
    public CpuStream(in SubBufferLayout layout, CpuStats stats)
    {
        Cpu = stats.Cpu;
        // before anybody has read, no loss has been told
        _overrunSeen = stats.Read == 0 ? 0 : null;
        _layout = layout;
        _page = new byte[layout.Size];
        _walker = new SubBufferWalker(new SubBufferHeader(SubBufferStatus.End, 0, 0, 0), layout);
    }

    public int Cpu { get; }

    /// <summary>Whether there is a record, or a gap, to give out.</summary>
    public bool HasHead { get; private set; }

    /// <summary>Time of the head.</summary>
    public long HeadTime { get; private set; }

    /// <summary>Whether a gap stands before the head record.</summary>
    public bool HasGap => _gaps.Count > 0;

    /// <summary>The gap that stands before the head record.</summary>
    public Gap HeadGap => _gaps.Peek();

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

    /// <summary>Whether the CPU's buffer is the one that was read before: its counters have not gone back.</summary>
    public bool IsContinuedBy(CpuStats stats) => stats.Read >= _readSeen;

    /// <summary>Closes the source; what was taken stays.</summary>
    /// <param name="stats">The CPU's counters; null where they cannot be read any more.</param>
    public void Detach(CpuStats? stats)
    {
        _readSeen = stats?.Read ?? 0;
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
        Step();
    }

    /// <summary>Takes sub-buffers from the kernel until one has a record.</summary>
    /// <param name="now">Reads the session's clock.</param>
    /// <param name="stats">Reads the CPU's counters.</param>
    /// <returns>False where the CPU has nothing to give now.</returns>
    public bool Fill(Func<long> now, Func<int, CpuStats> stats)
    {
        if (_source is null) return false;
        while (!HasHead)
        {
            long before = _discards ? now() : 0;
            int length = _source.Take(_page);
            if (length == 0) return false;
            CpuStats? seen = _discards ? stats(Cpu) : null;
            if (seen is not null) NoteDrops(before, seen);
            SubBufferHeader header = SubBufferHeader.Read(_page.AsSpan(0, length), _layout);
            if (header.Missed != 0) NoteOverrun(header.Missed, seen ?? stats(Cpu));

            PageTime = header.Timestamp;
            _walker = new SubBufferWalker(header, _layout);
            Step();
        }

        return true;
    }

    /// <summary>At the end of a reading: losses that no record has come behind become a head of their own.</summary>
    public void CloseGaps(CpuStats stats)
    {
        NoteDrops(stats.Now, stats);
        if (stats.CommitOverrun > _commitOverrunSeen)
            _gaps.Enqueue(new Gap(stats.CommitOverrun - _commitOverrunSeen, LostReason.Overrun));
        _commitOverrunSeen = stats.CommitOverrun;
        if (HasHead) return;
        PassDrops(long.MaxValue);
        if (_gaps.Count == 0) return;
        HasHead = HeadIsGapOnly = true;
        HeadTime = Math.Max(stats.Now, _last ?? long.MinValue);
    }

    /// <summary>Events were overwritten before the page that was just read.</summary>
    /// <remarks>
    /// The kernel stores their number behind the page's data where there is room. Where there is not, the counter tells:
    /// the read gave the writer an empty sub-buffer, and until that is full nothing more is overwritten, so the counter
    /// still stands where it stood at the read. (Should this thread be interrupted for so long that it does not, the
    /// next gap is told smaller by as much: the sum stays exact.)
    /// </remarks>
    private void NoteOverrun(long stored, CpuStats now)
    {
        if (now.Overrun < _overrunSeen) _overrunSeen = 0; // the buffer was cleared
        long? count = _overrunSeen is long seen ? now.Overrun - seen : null;
        if (stored != SubBufferHeader.UnknownCount && (count is null || stored <= count)) count = stored;
        _overrunSeen = count is long told && _overrunSeen is long before ? before + told : now.Overrun;
        // all of it was told with the gap before
        if (count != 0) _gaps.Enqueue(new Gap(count, LostReason.Overrun));
    }

    /// <summary>In discard mode the kernel drops what comes while the buffer is full, and only a read makes room: what
    /// was dropped since the read before stands between the records from before this read and those from behind it.
    /// </summary>
    /// <remarks>Where this thread was interrupted between the read and this look, and the buffer filled up in that
    /// time, what was dropped then is told one gap too early. Their number is right all the same.</remarks>
    private void NoteDrops(long before, CpuStats seen)
    {
        if (seen.Dropped < _droppedSeen) _droppedSeen = 0; // the buffer was cleared
        if (seen.Dropped > _droppedSeen) _drops.Enqueue((before, seen.Dropped - _droppedSeen));
        _droppedSeen = seen.Dropped;
    }

    /// <summary>The drops that come before a record of this time become a gap.</summary>
    private void PassDrops(long time)
    {
        long count = 0;
        while (_drops.TryPeek(out (long Until, long Count) drop) && drop.Until <= time) count += _drops.Dequeue().Count;
        if (count > 0) _gaps.Enqueue(new Gap(count, LostReason.Dropped));
    }

    private void Step()
    {
        HeadIsGapOnly = false;
        HasHead = _walker.MoveNext(_page);
        if (HasHead)
        {
            HeadTime = _walker.Timestamp;
            if (_drops.Count > 0) PassDrops(HeadTime);
        }
        else if (_walker.Status != SubBufferStatus.End)
        {
            _gaps.Enqueue(new Gap(null, LostReason.Unreadable));
            // once reported, the page counts as read
            _walker = new SubBufferWalker(new SubBufferHeader(SubBufferStatus.End, _walker.Timestamp, 0, 0), _layout);
        }
    }
}
