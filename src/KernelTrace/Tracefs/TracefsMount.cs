using System.Text;
using KernelTrace.Features;
using KernelTrace.Interop;

namespace KernelTrace.Tracefs;

/// <summary>Finds the tracefs of this machine, and mounts it where it is missing and we may.</summary>
internal static class TracefsMount
{
    public const string Standard = "/sys/kernel/tracing";

    /// <summary>The path of a mounted tracefs.</summary>
    /// <param name="syscalls">The kernel.</param>
    /// <param name="mounted">Set where it was not mounted and is now.</param>
    /// <exception cref="KernelException">There is none, and it cannot be mounted: the message says how.</exception>
    public static string FindOrMount(ISyscalls syscalls, out bool mounted)
    {
        mounted = false;
        var files = new KernelFile(syscalls);
        if (files.TryRead("/proc/self/mounts", out string mounts) == 0 && Find(mounts) is string found) return found;
        int error = syscalls.EffectiveUserId == 0 ? syscalls.Mount("nodev", Standard, "tracefs") : -Errno.EPERM;
        if (error < 0)
        {
            throw new KernelException("mount tracefs at", Standard, -error, -error switch
            {
                Errno.EPERM or Errno.EACCES => "tracefs is not mounted, and mounting it needs root "
                    + $"(CAP_SYS_ADMIN). Run as root: mount -t tracefs nodev {Standard}",
                Errno.ENODEV => KernelFeatures.TracefsMount.Unsupported(),
                _ => $"tracefs is not mounted. Mount it with: mount -t tracefs nodev {Standard}",
            });
        }

        mounted = true;
        return Standard;
    }

    /// <summary>The path of a tracefs in the text of <c>/proc/mounts</c>, the standard one first; null where there is none.</summary>
    /// <remarks>A line is <c>SOURCE PATH TYPE OPTIONS 0 0</c>; white space in a path is written in octal.</remarks>
    public static string? Find(string mounts)
    {
        string? found = null;
        foreach (string line in mounts.Split('\n'))
        {
            string[] parts = line.Split(' ');
            if (parts.Length < 3 || parts[2] != "tracefs") continue;
            string path = Unescape(parts[1]);
            if (path == Standard) return path;
            found ??= path;
        }

        return found;
    }

    /// <summary><c>\040</c> and its like, as <c>fs/seq_file.c: mangle_path</c> writes them.</summary>
    private static string Unescape(string path)
    {
        if (!path.Contains('\\', StringComparison.Ordinal)) return path;
        var text = new StringBuilder();
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] == '\\' && i + 3 < path.Length && path.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)Convert.ToInt32(path.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                text.Append(path[i]);
            }
        }

        return text.ToString();
    }
}
