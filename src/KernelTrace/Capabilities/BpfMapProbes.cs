using KernelTrace.Features;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>Kinds of maps: the smallest of each kind is created. A kernel says EINVAL to a kind that it does not know.
/// </summary>
internal static class BpfMapProbes
{
    private const int NoPreallocation = 1, Mappable = 1 << 10; // BPF_F_NO_PREALLOC, BPF_F_MMAPABLE

    public static IEnumerable<FeatureProbe> All =>
    [
        Probe(KernelFeatures.BpfHash, 1, 4, 4, 1),
        Probe(KernelFeatures.BpfArray, 2, 4, 4, 1),
        Probe(KernelFeatures.BpfProgramArray, 3, 4, 4, 1),
        Probe(KernelFeatures.BpfPerfEventArray, 4, 4, 4, 1),
        Probe(KernelFeatures.BpfPerCpuHash, 5, 4, 4, 1),
        Probe(KernelFeatures.BpfPerCpuArray, 6, 4, 4, 1),
        Probe(KernelFeatures.BpfStackTrace, 7, 4, 8, 1),
        Probe(KernelFeatures.BpfLruHash, 9, 4, 4, 1),
        Probe(KernelFeatures.BpfLpmTrie, 11, 8, 4, 1, NoPreallocation),
        Probe(KernelFeatures.BpfQueue, 22, 0, 4, 1),
        Probe(KernelFeatures.BpfRingBuffer, 27, 0, 0, Environment.SystemPageSize),
        new(KernelFeatures.BpfTaskStorage, TaskStorage),
        Probe(KernelFeatures.BpfBloomFilter, 30, 0, 4, 1),
        Probe(KernelFeatures.BpfUserRingBuffer, 31, 0, 0, Environment.SystemPageSize),
        Probe(KernelFeatures.BpfArena, 33, 0, 0, 1, Mappable),
    ];

    private static FeatureProbe Probe(Feature feature, int type, int key, int value, int entries, int flags = 0) =>
        new(feature, context => Create(context, type, key, value, entries, flags, null));

    /// <summary>Values that are kept with threads must have a type.</summary>
    private static FeatureState TaskStorage(ProbeContext context)
    {
        int error = BpfCalls.LoadBtf(context, out FileDescriptor? btf);
        using (btf)
        {
            return error < 0 ? FeatureState.Of("bpf", "BPF_BTF_LOAD", error)
                : Create(context, 29, 4, 4, 0, NoPreallocation, btf);
        }
    }

    private static FeatureState Create(ProbeContext context, int type, int key, int value, int entries, int flags, FileDescriptor? btf)
    {
        int error = BpfCalls.CreateMap(context, type, key, value, entries, flags, btf, out FileDescriptor? map);
        map?.Dispose();
        return FeatureState.Of("bpf", "BPF_MAP_CREATE", error);
    }
}
