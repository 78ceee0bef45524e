using KernelTrace.Features;
using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Capabilities;

/// <summary>Whether tracefs is there, and what this process may do in it.</summary>
internal static class TracefsProbes
{
    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.TracefsMount, Mount),
        new(KernelFeatures.TracefsPermissions, Permissions),
        new(KernelFeatures.Instances, Instances),
    ];

    /// <summary>The mounts tell; where they do not, it is mounted, and unmounted at the end.</summary>
    private static FeatureState Mount(ProbeContext context)
    {
        if (context.Files.TryRead("/proc/self/mounts", out string mounts) == 0 && TracefsMount.Find(mounts) is string path)
        {
            string? options = mounts.Split('\n').Select(line => line.Split(' '))
                .FirstOrDefault(parts => parts.Length > 3 && parts[2] == "tracefs" && parts[1] == path)?[3];
            return FeatureState.Yes($"at {path}{(options is null ? "" : $" ({options})")}");
        }

        try
        {
            return FeatureState.Yes($"not mounted before; can be mounted at {context.Root.Path}");
        }
        catch (KernelException e) when (e.ErrorNumber == Errno.ENODEV)
        {
            return FeatureState.No(FeatureState.Refusal("mount", "tracefs", -Errno.ENODEV));
        }
    }

    /// <summary>Opens a control file for reading and for writing, and writes nothing: the kernel decides when a file is
    /// opened.</summary>
    private static FeatureState Permissions(ProbeContext context)
    {
        try
        {
            string file = context.Root.Path + "/tracing_on";
            int error = context.Syscalls.Open(file, Libc.O_WRONLY, out FileDescriptor? descriptor);
            descriptor?.Dispose();
            return error switch
            {
                0 => FeatureState.Yes("read and write"),
                -Errno.EROFS => FeatureState.No($"read only: {FeatureState.Refusal("open", file, error)}", "read"),
                -Errno.EACCES or -Errno.EPERM =>
                    FeatureState.No($"{context.Rights.WhyRefused}; {FeatureState.Refusal("open", file, error)}", "read"),
                _ => FeatureState.Of("open", file, error),
            };
        }
        catch (KernelException e) when (e.ErrorNumber is Errno.EACCES or Errno.EPERM)
        {
            return FeatureState.No($"{context.Rights.WhyRefused}; {FeatureState.Refusal(e.Operation, e.Target, -e.ErrorNumber)}", "none");
        }
    }

    /// <summary>Makes one.</summary>
    private static FeatureState Instances(ProbeContext context)
    {
        _ = context.Instance;
        return FeatureState.Yes($"{context.Root.InstanceNames().Count - 1} beside that of this report");
    }
}
