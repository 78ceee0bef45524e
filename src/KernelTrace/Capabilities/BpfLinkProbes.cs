using KernelTrace.Features;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>Links: attachments that are objects, and end when the last descriptor is closed.</summary>
internal static class BpfLinkProbes
{
    private const int Kprobe = 2, Tracepoint = 5; // enum bpf_prog_type

    private const int PerfEvent = 41, KprobeMulti = 42, UprobeMulti = 48, KprobeSession = 56; // enum bpf_attach_type

    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.BpfLinks, Links),
        new(KernelFeatures.BpfPerfLinks, PerfLink),
        new(KernelFeatures.BpfKprobeMulti, context => Kprobes(context, KprobeMulti)),
        new(KernelFeatures.BpfKprobeSession, context => Kprobes(context, KprobeSession)),
        new(KernelFeatures.BpfUprobeMulti, Uprobes),
    ];

    /// <summary>Links a program that is not there: EBADF from a kernel that looked for it, EINVAL from one that does not know
    /// the command.</summary>
    private static FeatureState Links(ProbeContext context)
    {
        int error = BpfCalls.Link(context, -1, -1, 0, out FileDescriptor? link);
        link?.Dispose();
        return error == -Errno.EBADF ? FeatureState.Yes() : FeatureState.Of("bpf", "BPF_LINK_CREATE", error);
    }

    /// <summary>Links a program to an event of this thread.</summary>
    private static FeatureState PerfLink(ProbeContext context) => WithProgram(context, Tracepoint, 0, program =>
    {
        int error = PerfProbes.OpenTracepoint(context, out FileDescriptor? target);
        if (error < 0) throw new KernelException("perf_event_open", "sched:sched_process_exec", -error);
        using (target)
        {
            error = BpfCalls.Link(context, program.Number, target!.Number, PerfEvent, out FileDescriptor? link);
            link?.Dispose();
            return error;
        }
    });

    /// <summary>Links a program that does nothing to one function that is seldom called.</summary>
    /// <remarks><code>16 flags u32 | 20 cnt u32 | 24 syms ptr | 32 addrs ptr | 40 cookies ptr</code></remarks>
    private static FeatureState Kprobes(ProbeContext context, int attachType) => WithProgram(context, Kprobe, attachType, program =>
    {
        int error = BpfCalls.Link(context, program.Number, 0, attachType, out FileDescriptor? link,
            attributes => attributes.Set(20, 1).PointToList(24, "vfs_statfs\0"u8));
        link?.Dispose();
        return error;
    });

    /// <summary>Links to a place in a folder, which no kernel does: EBADF from one that got so far, EINVAL from one that does
    /// not know the kind of link.</summary>
    /// <remarks><code>16 path ptr | 24 offsets ptr | 32 ref_ctr_offsets ptr | 40 cookies ptr | 48 cnt u32 | 52 flags u32 | 56 pid u32</code></remarks>
    private static FeatureState Uprobes(ProbeContext context) => WithProgram(context, Kprobe, UprobeMulti, program =>
    {
        int error = BpfCalls.Link(context, program.Number, 0, UprobeMulti, out FileDescriptor? link,
            attributes => attributes.Point(16, "/\0"u8).Point(24, new byte[8]).Set(48, 1));
        link?.Dispose();
        return error == -Errno.EBADF ? 0 : error;
    });

    private static FeatureState WithProgram(ProbeContext context, int type, int attachType, Func<FileDescriptor, int> link)
    {
        int error = BpfCalls.Load(context, type, BpfCalls.Nothing, attachType, 0, 0, out FileDescriptor? program, out _);
        using (program)
        {
            return error < 0 ? FeatureState.Of("bpf", "BPF_PROG_LOAD", error)
                : FeatureState.Of("bpf", "BPF_LINK_CREATE", link(program!));
        }
    }
}
