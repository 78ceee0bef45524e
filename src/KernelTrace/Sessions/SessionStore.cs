using KernelTrace.Features;
using KernelTrace.Interop;
using KernelTrace.Processes;
using KernelTrace.Reading;
using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>Makes, finds and removes sessions: tracefs instances.</summary>
public static class SessionStore
{
    /// <summary>Makes a session. Where a setting is refused, the session is removed again.</summary>
    /// <exception cref="KernelException">There is one of that name (EEXIST), or the kernel refuses a setting.</exception>
    public static TraceInstance Create(TracefsRoot root, string name, SessionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        TraceInstance instance = CreateBare(root, name);
        try
        {
            SavedCmdlines.Grow(root);
            Apply(instance, settings);
            return instance;
        }
        catch
        {
            Remove(instance);
            throw;
        }
    }

    /// <summary>Makes an instance and leaves it as the kernel makes it.</summary>
    /// <exception cref="KernelException">There is one of that name (EEXIST), or the kernel refuses it.</exception>
    internal static TraceInstance CreateBare(TracefsRoot root, string name)
    {
        ArgumentNullException.ThrowIfNull(root);
        TraceInstance instance = root.Instance(name);
        int error = root.Syscalls.MakeDirectory(instance.Path);
        if (error < 0)
        {
            throw new KernelException("create session", name, -error, error switch
            {
                -Errno.EEXIST => $"Use it, or remove it first: Remove-KTraceSession {name}",
                -Errno.EACCES or -Errno.EPERM => "Making a session needs root (CAP_DAC_OVERRIDE on tracefs).",
                -Errno.EROFS => "tracefs is mounted read-only here, as in most containers.",
                _ => null,
            });
        }

        return instance;
    }

    /// <summary>The session of a name, made where it is missing.</summary>
    public static TraceInstance OpenOrCreate(TracefsRoot root, string name)
    {
        ArgumentNullException.ThrowIfNull(root);
        TraceInstance instance = root.Instance(name);
        if (instance.Exists) return instance;
        try
        {
            return Create(root, name, new SessionSettings());
        }
        catch (KernelException e) when (e.ErrorNumber == Errno.EEXIST)
        {
            return instance; // another process was faster
        }
    }

    /// <summary>Removes a session, its events switched off with it.</summary>
    /// <exception cref="KernelException">There is none (ENOENT), or it is in use (EBUSY).</exception>
    public static void Remove(TraceInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        KeptStreams.Forget(instance);
        int error = instance.Root.Syscalls.RemoveDirectory(instance.Path);
        if (error < 0)
        {
            throw new KernelException("remove session", instance.Name, -error, error == -Errno.EBUSY
                ? "A process reads it. End that reader first (fuser -v " + instance.Path + "/per_cpu/cpu*/trace_pipe_raw)."
                : null);
        }

        SavedCmdlines.Restore(instance.Root);
    }

    /// <summary>Empties a session's buffers and counters.</summary>
    public static void Clear(TraceInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        KeptStreams.Forget(instance);
        instance.Clear();
    }

    /// <summary>Sets a buffer up.</summary>
    internal static void Apply(TraceInstance instance, SessionSettings settings)
    {
        SetClock(instance, settings.Clock ?? SessionSettings.DefaultClock);
        IReadOnlyList<int> cpus = instance.Cpus();
        SetBufferSize(instance, settings.BufferSize ?? SessionSettings.DefaultBufferSize(cpus.Count), cpus.Count);
        instance.SetOption("overwrite", settings.BufferMode != BufferMode.Discard);
        // without it the process of a thread that has gone is not known (kernel 4.13 and newer)
        instance.TrySetOption("record-tgid", true);
        // a reader that waits is woken by the first event (kernel 5.0 and newer)
        instance.Root.Files.TryWrite(instance.FullPath("buffer_percent"), "0");
        if (settings.StackTrace) SetStacks(instance, "stacktrace");
        if (settings.UserStackTrace) SetStacks(instance, "userstacktrace");
        if (settings.Cpus is { Count: > 0 } wanted)
        {
            int[] missing = [.. wanted.Except(cpus)];
            if (missing.Length > 0)
            {
                throw new KernelException("trace CPU", CpuList.ToText(missing), Errno.EINVAL,
                    $"There is no CPU {CpuList.ToText(missing)}; there are {CpuList.ToText(cpus)}.");
            }

            instance.CpuMask = wanted;
        }

        if (settings.ProcessIds is { Count: > 0 } pids) SetProcesses(instance, pids, settings.IncludeChildren);
    }

    private static void SetStacks(TraceInstance instance, string option)
    {
        if (!instance.TrySetOption(option, true))
        {
            throw new KernelException("set option", option, Errno.EOPNOTSUPP,
                $"There is no option '{option}'; {KernelFeatures.StackTraces.Unsupported()}. Stacks of processes are recorded on x86 alone.");
        }
    }

    /// <summary>Records the events of these processes' threads only.</summary>
    private static void SetProcesses(TraceInstance instance, IReadOnlyList<int> pids, bool includeChildren)
    {
        var threads = new List<int>();
        foreach (int pid in pids)
        {
            IReadOnlyList<int> of = ThreadList.Of(pid);
            if (of.Count == 0) throw new KernelException("trace process", $"{pid}", Errno.ESRCH);
            threads.AddRange(of);
        }

        instance.SetOption("event-fork", includeChildren);
        instance.EventPids = threads;
    }

    private static void SetBufferSize(TraceInstance instance, long bytes, int cpus)
    {
        try
        {
            instance.BufferSize = bytes;
        }
        catch (KernelException e) when (e.ErrorNumber is Errno.ENOMEM or Errno.EINVAL)
        {
            throw new KernelException("make a buffer of", $"{bytes} bytes for each of {cpus} CPUs", e.ErrorNumber,
                "The kernel has not that much memory to give. Use a smaller -BufferSize, which is for each CPU.");
        }
    }

    private static void SetClock(TraceInstance instance, string clock)
    {
        try
        {
            instance.Clock = clock;
        }
        catch (KernelException e) when (e.ErrorNumber == Errno.EINVAL)
        {
            throw new KernelException("set clock", clock, Errno.EINVAL,
                $"This kernel has no clock '{clock}'. It has: {string.Join(", ", instance.Clocks)}.");
        }
    }
}
