using KernelTrace.Interop;
using KernelTrace.Processes;
using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>A session as it was at one moment.</summary>
public sealed class KTraceSession
{
    /// <summary>Looks at a session.</summary>
    /// <exception cref="KernelException">It is not there (any more).</exception>
    public KTraceSession(TraceInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (!instance.Exists) throw new KernelException("open session", instance.Name, Errno.ENOENT);
        Name = instance.Name;
        Path = instance.Path;
        Tracing = instance.TracingOn;
        Clock = instance.Clock;
        BufferMode = instance.Option("overwrite") == false ? BufferMode.Discard : BufferMode.Overwrite;
        BufferSize = instance.BufferSize;
        Cpus = [.. instance.Cpus().Select(instance.Stats).Select(stats => new KTraceCpuBuffer(stats.Cpu, stats.Entries,
            stats.Bytes, stats.Overrun, stats.Dropped, stats.Read, stats.Lost))];
        TracedCpus = [.. instance.CpuMask];
        EnabledEvents = [.. instance.EnabledEvents().Select(name => name.ToString())];
        ThreadFilter = [.. instance.EventPids];
        IncludeChildren = instance.Option("event-fork") == true;
        StackTrace = instance.Option("stacktrace") == true;
        UserStackTrace = instance.Option("userstacktrace") == true;
        Owner = SessionName.OwnerOf(Name)?.Pid;
        Orphaned = SessionName.IsOrphaned(Name);
        OwnerName = Owner is int pid && !Orphaned ? ThreadList.Name(pid) : null;
    }

    /// <summary>Name of the session: of the tracefs instance.</summary>
    public string Name { get; }

    /// <summary>Whether events are recorded.</summary>
    public bool Tracing { get; }

    /// <summary>The enabled events.</summary>
    public string[] EnabledEvents { get; }

    /// <summary>The kernel's name of the clock.</summary>
    public string Clock { get; }

    /// <summary>What happens to events while the buffer is full.</summary>
    public BufferMode BufferMode { get; }

    /// <summary>Bytes of the buffer of each CPU, as the kernel rounded them.</summary>
    public long BufferSize { get; }

    /// <summary>Bytes of the buffers of all CPUs.</summary>
    public long TotalBufferSize => BufferSize * Cpus.Length;

    /// <summary>The counters of each CPU.</summary>
    public KTraceCpuBuffer[] Cpus { get; }

    /// <summary>Events in the buffers.</summary>
    public long Entries => Cpus.Sum(cpu => cpu.Entries);

    /// <summary>Bytes that they take.</summary>
    public long Bytes => Cpus.Sum(cpu => cpu.Bytes);

    /// <summary>Events that newer ones took the place of.</summary>
    public long Overrun => Cpus.Sum(cpu => cpu.Overrun);

    /// <summary>Events that found the buffer full.</summary>
    public long Dropped => Cpus.Sum(cpu => cpu.Dropped);

    /// <summary>Events that were read.</summary>
    public long Read => Cpus.Sum(cpu => cpu.Read);

    /// <summary>All that was lost since the session was made or cleared.</summary>
    public long Lost => Cpus.Sum(cpu => cpu.Lost);

    /// <summary>The CPUs whose events are recorded.</summary>
    public int[] TracedCpus { get; }

    /// <summary>The threads whose events alone are recorded; none means all threads.</summary>
    public int[] ThreadFilter { get; }

    /// <summary>Whether new threads and children of those threads are recorded too.</summary>
    public bool IncludeChildren { get; }

    /// <summary>Whether the kernel's stack is recorded with every event; single events can have it too.</summary>
    public bool StackTrace { get; }

    /// <summary>Whether the stack of the process is recorded with every event.</summary>
    public bool UserStackTrace { get; }

    /// <summary>The process that owns a private session; null for one that belongs to all.</summary>
    public int? Owner { get; }

    /// <summary>Name of the owner; null where there is none.</summary>
    public string? OwnerName { get; }

    /// <summary>Whether the owner is gone: the session was left behind.</summary>
    public bool Orphaned { get; }

    /// <summary>Directory of the session in tracefs.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
