using System.Globalization;
using KernelTrace.Processes;

namespace KernelTrace.Sessions;

/// <summary>Names of sessions: the one that all share, and the private ones, which carry their owner.</summary>
/// <remarks>A private name is <c>pskerneltrace-PID-START-N</c>: the owner's process id, its start time in clock ticks
/// since boot (so that a later process of the same number is not taken for it), and a number.</remarks>
public static class SessionName
{
    /// <summary>The session of cmdlets for which none is named.</summary>
    public const string Default = "pskerneltrace";

    private const string PrivatePrefix = "pskerneltrace-";

    private static int _count;

    /// <summary>A new name for a private session of this process.</summary>
    public static string NewPrivate()
    {
        int pid = Environment.ProcessId;
        return string.Create(CultureInfo.InvariantCulture,
            $"{PrivatePrefix}{pid}-{ThreadList.StartTime(pid) ?? 0}-{Interlocked.Increment(ref _count)}");
    }

    /// <summary>The owner of a private session: its process id and start time; null for other sessions.</summary>
    public static (int Pid, long StartTime)? OwnerOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!name.StartsWith(PrivatePrefix, StringComparison.Ordinal)) return null;
        string[] parts = name[PrivatePrefix.Length..].Split('-');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long start)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? (pid, start)
            : null;
    }

    /// <summary>Whether the owner of a private session is gone.</summary>
    public static bool IsOrphaned(string name) =>
        OwnerOf(name) is (int pid, long start) && ThreadList.StartTime(pid) != start;
}
