using System.Globalization;
using KernelTrace.Features;
using KernelTrace.Interop;
using KernelTrace.Symbols;

namespace KernelTrace.Capabilities;

/// <summary>bpf(2) itself, and the types that programs need.</summary>
internal static class BpfProbes
{
    private const string Folder = "/sys/kernel/btf", NoLibbpf = "libbpf is not installed (package libbpf1 or libbpf)";

    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.BpfSyscall, System),
        new(KernelFeatures.KernelBtf, KernelTypes),
        new(KernelFeatures.ModuleBtf, ModuleTypes),
        new(KernelFeatures.BpfBtf, OwnTypes),
        new(KernelFeatures.Libbpf, _ => Libbpf.Find() is string found ? FeatureState.Yes(found) : FeatureState.No(NoLibbpf)),
        new(KernelFeatures.CoRe, CoRe),
    ];

    /// <summary>Creates the map that every kernel with the call has.</summary>
    private static FeatureState System(ProbeContext context)
    {
        int error = BpfCalls.CreateMap(context, 2 /* array */, 4, 4, 1, 0, null, out FileDescriptor? map);
        map?.Dispose();
        string? unprivileged = context.Files.TryRead("/proc/sys/kernel/unprivileged_bpf_disabled", out string text) == 0
            ? $"kernel.unprivileged_bpf_disabled is {text.Trim()}" : null;
        return FeatureState.Of("bpf", "BPF_MAP_CREATE", error) with { Detail = unprivileged };
    }

    /// <summary>Reads and indexes the kernel's types.</summary>
    public static FeatureState KernelTypes(ProbeContext context)
    {
        KernelBtf btf = context.Btf;
        if (btf.Kernel is { } types)
            return FeatureState.Yes(string.Create(CultureInfo.InvariantCulture, $"{types.Count} types"));
        return File.Exists(Folder + "/vmlinux") ? FeatureState.Unknown(btf.WhyNone?.Split('\n')[0].TrimEnd(':') ?? "they cannot be read") : FeatureState.No($"there is no {Folder}/vmlinux");
    }

    /// <summary>A module that is loaded shows its types beside the kernel's; where none is loaded nothing can be told.</summary>
    private static FeatureState ModuleTypes(ProbeContext context)
    {
        int with = Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder).Count(path => Path.GetFileName(path) != "vmlinux") : 0;
        if (with > 0) return FeatureState.Yes(string.Create(CultureInfo.InvariantCulture, $"{with} modules"));
        int error = context.Files.TryRead("/proc/modules", out string modules);
        return error == -Errno.ENOENT ? FeatureState.No("this kernel loads no modules")
            : error < 0 ? throw new KernelException("read", "/proc/modules", -error)
            : modules.Length == 0 ? FeatureState.Unknown("no module is loaded")
            : FeatureState.No($"no module that is loaded has types in {Folder}");
    }

    private static FeatureState OwnTypes(ProbeContext context)
    {
        int error = BpfCalls.LoadBtf(context, out FileDescriptor? btf);
        btf?.Dispose();
        return FeatureState.Of("bpf", "BPF_BTF_LOAD", error);
    }

    /// <summary>A program is fitted to the kernel by libbpf, with the kernel's types.</summary>
    private static FeatureState CoRe(ProbeContext context)
    {
        FeatureState types = KernelTypes(context);
        return types.Available != true ? types with { Detail = null }
            : Libbpf.Find() is string found ? FeatureState.Yes($"kernel BTF and {found}") : FeatureState.No(NoLibbpf);
    }
}
