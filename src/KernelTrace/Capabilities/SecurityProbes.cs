using System.Text;
using KernelTrace.Features;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>What forbids tracing.</summary>
internal static class SecurityProbes
{
    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.Lockdown, Lockdown),
        new(KernelFeatures.Rights, Rights),
        new(KernelFeatures.KernelAddresses, Addresses),
    ];

    /// <summary>Whether the kernel has a lockdown, and its mode. Its file is in securityfs, which need not be mounted.</summary>
    private static FeatureState Lockdown(ProbeContext context)
    {
        int error = context.Files.TryRead(ProcessRights.LockdownFile, out string text);
        if (error == 0)
        {
            string? mode = ProcessRights.ModeOf(text);
            return FeatureState.Yes(mode switch
            {
                "none" => "none: nothing is forbidden",
                "integrity" => "integrity: the kernel must not be changed; user memory is not written by BPF programs",
                "confidentiality" => "confidentiality: tracefs, kprobes, perf and the reading of kernel memory are forbidden",
                _ => text.Trim(),
            });
        }

        if (error != -Errno.ENOENT) throw new KernelException("read", ProcessRights.LockdownFile, -error);
        bool mounted = context.Files.TryRead("/proc/self/mounts", out string mounts) == 0
            && mounts.Split('\n').Any(line => line.Split(' ') is [_, _, "securityfs", ..]);
        bool known = context.Files.TryRead("/proc/filesystems", out string types) == 0
            && types.Split('\n').Any(line => line.EndsWith("\tsecurityfs", StringComparison.Ordinal));
        return mounted ? FeatureState.No("securityfs has no file of it")
            : known ? FeatureState.Unknown("securityfs is not mounted: mount -t securityfs nodev /sys/kernel/security")
            : FeatureState.No("this kernel has no securityfs");
    }

    private static FeatureState Rights(ProbeContext context)
    {
        ProcessRights rights = context.Rights;
        string[] lacked = [.. rights.Lacked];
        string detail = $"user {rights.User}{(rights.InitialNamespace ? "" : " of a user namespace")}"
            + (lacked.Length == 0 ? "; all capabilities that tracing uses" : $"; has {Join(rights.Held)}; lacks {Join(lacked)}")
            + (rights.Seccomp is null or 0 ? "" : "; a seccomp filter is in force");
        return rights.InitialNamespace && rights.Has("CAP_SYS_ADMIN") && rights.Has("CAP_DAC_OVERRIDE")
            ? FeatureState.Yes(detail) : FeatureState.No(rights.WhyRefused, detail);

        static string Join(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : "none";
    }

    /// <summary>Reads the first lines of kallsyms: to whom addresses are not told they are all 0.</summary>
    private static FeatureState Addresses(ProbeContext context)
    {
        const string Kallsyms = "/proc/kallsyms";
        string? restrict = context.Files.TryRead("/proc/sys/kernel/kptr_restrict", out string text) == 0
            ? $"kernel.kptr_restrict is {text.Trim()}" : null;
        int error = context.Syscalls.Open(Kallsyms, Libc.O_RDONLY, out FileDescriptor? descriptor);
        if (error < 0) return FeatureState.Of("open", Kallsyms, error);
        using (descriptor)
        {
            var bytes = new byte[4096];
            int length = context.Syscalls.Read(descriptor!, bytes);
            if (length < 0) throw new KernelException("read", Kallsyms, -length);
            string[] lines = Encoding.ASCII.GetString(bytes, 0, length).Split('\n')[..^1]; // the last is cut short
            if (lines.Length == 0) return FeatureState.No($"{Kallsyms} is empty");
            // the first symbols of the CPUs' own data may be at 0 in truth
            return lines.Any(line => line.AsSpan().TrimStart('0') is not ([] or [' ', ..])) ? FeatureState.Yes(restrict)
                : FeatureState.No($"{Kallsyms} has 0 in place of addresses: {context.Rights.WhyRefused}", restrict);
        }
    }
}
