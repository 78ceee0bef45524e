using KernelTrace.Features;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>Parts of other tracers: modules that are loaded, and what their programs leave.</summary>
internal static class OtherTracerProbes
{
    private const string Modules = "/proc/modules";

    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.Lttng, context => Loaded(context, name => name.StartsWith("lttng_", StringComparison.Ordinal),
            ["/run/lttng/lttng-sessiond.pid", "/var/run/lttng/lttng-sessiond.pid"], "lttng-sessiond runs")),
        new(KernelFeatures.SystemTap, context => Loaded(context, name => name.StartsWith("stap_", StringComparison.Ordinal),
            ["/usr/bin/staprun", "/usr/local/bin/staprun"], "staprun is installed")),
        new(KernelFeatures.Sysdig, context => Loaded(context, name => name is "falco" or "falco_probe" or "scap" or "sysdig_probe",
            ["/dev/falco0", "/dev/scap0", "/dev/sysdig0"], "its device is there")),
    ];

    private static FeatureState Loaded(ProbeContext context, Func<string, bool> ours, string[] traces, string meaning)
    {
        string? detail = traces.Any(path => context.Syscalls.Status(path, out _) == 0) ? meaning : null;
        int error = context.Files.TryRead(Modules, out string text);
        if (error == -Errno.ENOENT) return FeatureState.No("this kernel loads no modules", detail);
        if (error < 0) throw new KernelException("read", Modules, -error);
        // "lttng_tracer 3248128 35 lttng_…, Live 0x0000000000000000 (OE)"
        string[] loaded = [.. text.Split('\n').Select(line => line.Split(' ')[0]).Where(ours)];
        if (loaded.Length == 0) return FeatureState.No("no module of it is loaded", detail);
        string names = loaded.Length > 5 ? $"{string.Join(", ", loaded[..5])} and {loaded.Length - 5} more" : string.Join(", ", loaded);
        return FeatureState.Yes(detail is null ? names : $"{names}; {detail}");
    }
}
