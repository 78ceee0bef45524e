using System.Globalization;
using KernelTrace.Formats.Records;
using KernelTrace.Tracefs;

namespace KernelTrace.Processes;

/// <summary>Who the threads of events are: from /proc for those that live, from the kernel's own notes
/// (<c>saved_cmdlines</c>, <c>saved_tgids</c>) for those that have gone.</summary>
/// <remarks>
/// A thread's name changes with exec, and its number is used again, so nothing is believed for long: what is known is
/// checked again once in an epoch of at least <see cref="EpochMilliseconds"/>, when the thread has events.
/// The kernel notes a thread's name when it is switched out after an event, so those of threads that exited are there,
/// until newer ones take their place. Reading the notes costs up to milliseconds; they are read again only for a
/// thread that is not in them, and never for more than a fifth of the time.
/// </remarks>
public sealed class TaskDirectory : ITaskDirectory
{
    private const int EpochMilliseconds = 20;
    private const int PageBits = 12, MaxTid = 1 << 22; // kernel: PID_MAX_LIMIT

    /// <summary>A thread not looked at for this long is taken for a new one that may use an old number.</summary>
    private const int ForgetMilliseconds = 1000;

    private readonly TracefsRoot _root;
    private readonly bool _procMatches;
    private readonly Entry[]?[] _pages = new Entry[]?[MaxTid >> PageBits];
    private readonly SavedNotes _comms, _tgids;
    private int _epoch = 1;
    private long _epochStart = Environment.TickCount64;

    /// <summary>A directory for the kernel of a tracefs.</summary>
    public TaskDirectory(TracefsRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _root = root;
        // the numbers in events are those of the first pid namespace; another /proc would name other processes
        const string FirstPidNamespace = "pid:[4026531836]"; // kernel: PROC_PID_INIT_INO
        _procMatches = Directory.ResolveLinkTarget("/proc/self/ns/pid", false)?.Name == FirstPidNamespace;
        _comms = new SavedNotes(() => Read("saved_cmdlines"));
        _tgids = new SavedNotes(() => Read("saved_tgids"));
    }

    /// <inheritdoc/>
    public TaskIdentity Find(int tid)
    {
        if (tid == 0) return TaskIdentity.Idle;
        if ((uint)tid >= MaxTid) return TaskIdentity.Unknown;
        Entry[] page = _pages[tid >> PageBits] ??= new Entry[1 << PageBits];
        ref Entry entry = ref page[tid & ((1 << PageBits) - 1)];
        if (entry.Epoch == _epoch) return entry.Identity!;
        // nothing more becomes known of a thread that has gone, until its number is used again
        if (entry.Gone && _epochStart - entry.CheckedAt < ForgetMilliseconds) return entry.Identity!;
        return Check(tid, ref entry);
    }

    /// <summary>To be called when new records were taken from the kernel.</summary>
    public void Tick()
    {
        long now = Environment.TickCount64;
        if (now - _epochStart < EpochMilliseconds) return;
        _epochStart = now;
        _epoch++;
    }

    private TaskIdentity Check(int tid, ref Entry entry)
    {
        TaskIdentity? known = entry.Identity;
        if (_epochStart - entry.CheckedAt > ForgetMilliseconds) known = null;
        TaskIdentity? living = Living(tid, known);
        entry.Identity = living ?? Gone(tid, known);
        entry.Gone = living is null && entry.Identity.Pid is not null && entry.Identity.Comm != TaskIdentity.Unknown.Comm;
        entry.Epoch = _epoch;
        entry.CheckedAt = _epochStart;
        return entry.Identity;
    }

    private TaskIdentity? Living(int tid, TaskIdentity? known)
    {
        if (!_procMatches || _root.Files.TryRead($"/proc/{tid}/comm", out string comm) < 0) return null;
        comm = comm.TrimEnd('\n');
        if (known?.Comm == comm && known.Pid is not null) return known;
        if (_root.Files.TryRead($"/proc/{tid}/status", out string status) < 0) return null;
        return new TaskIdentity(comm, Tgid(status));
    }

    private TaskIdentity Gone(int tid, TaskIdentity? known)
    {
        string? comm = _comms.Find(tid);
        // the note may be of an earlier thread of that number, so what we saw ourselves goes first, unless it changed
        string? tgid = _tgids.Find(tid);
        int? pid = tgid is not null && int.TryParse(tgid, CultureInfo.InvariantCulture, out int value) ? value : known?.Pid;
        comm ??= known?.Comm;
        if (comm is null && pid is null) return TaskIdentity.Unknown;
        return known is not null && known.Comm == comm && known.Pid == pid ? known
            : new TaskIdentity(comm ?? TaskIdentity.Unknown.Comm, pid);
    }

    private string Read(string file) => _root.Files.TryRead(_root.Path + "/" + file, out string text) == 0 ? text : "";

    private static int? Tgid(string status)
    {
        int at = status.IndexOf("\nTgid:", StringComparison.Ordinal);
        if (at < 0) return null;
        ReadOnlySpan<char> rest = status.AsSpan(at + 6);
        int end = rest.IndexOf('\n');
        return int.TryParse((end < 0 ? rest : rest[..end]).Trim(), CultureInfo.InvariantCulture, out int tgid) ? tgid : null;
    }

    private struct Entry
    {
        public TaskIdentity? Identity;
        public int Epoch;
        public long CheckedAt;
        public bool Gone;
    }
}
