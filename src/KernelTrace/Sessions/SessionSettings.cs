namespace KernelTrace.Sessions;

/// <summary>What is asked of a session; null leaves the default.</summary>
public sealed record SessionSettings
{
    /// <summary>The clock of sessions for which no other is asked: the same on all CPUs, and not behind the wall
    /// clock's steps.</summary>
    public const string DefaultClock = "mono";

    /// <summary>Bytes of the buffer of each CPU.</summary>
    public long? BufferSize { get; init; }

    /// <summary>The kernel's name of the clock.</summary>
    public string? Clock { get; init; }

    /// <summary>What happens while the buffer is full.</summary>
    public BufferMode? BufferMode { get; init; }

    /// <summary>Record the events of these processes only.</summary>
    public IReadOnlyList<int>? ProcessIds { get; init; }

    /// <summary>Record the events of new threads and children of those processes too.</summary>
    public bool IncludeChildren { get; init; }

    /// <summary>Record the events of these CPUs only.</summary>
    public IReadOnlyList<int>? Cpus { get; init; }

    /// <summary>Record the kernel's stack with every event.</summary>
    public bool StackTrace { get; init; }

    /// <summary>Record the stack of the process with every event.</summary>
    public bool UserStackTrace { get; init; }

    /// <summary>16 MB for each CPU, less where all CPUs together would take more than 256 MB, at least 1 MB.</summary>
    /// <param name="cpus">How many CPUs there are.</param>
    public static long DefaultBufferSize(int cpus) => Math.Clamp((256L << 20) / Math.Max(cpus, 1), 1 << 20, 16 << 20);
}
