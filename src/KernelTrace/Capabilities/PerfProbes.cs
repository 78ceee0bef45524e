using System.Runtime.InteropServices;
using KernelTrace.Features;
using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Capabilities;

/// <summary>Events of perf_event_open(2), opened for this thread, never started.</summary>
internal static class PerfProbes
{
    // enum perf_type_id
    private const uint Hardware = 0, Software = 1, Tracepoint = 2;

    private const ulong Disabled = 1, ExcludeKernel = 1 << 5, ExcludeHypervisor = 1 << 6;

    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.PerfSoftware, context => Ask(context, Software, 0 /* PERF_COUNT_SW_CPU_CLOCK */)),
        new(KernelFeatures.PerfHardware, HardwareEvents),
        new(KernelFeatures.PerfTracepoints, context => Ask(context, Tracepoint, (ulong)context.Root.EventId(new EventName("sched", "sched_process_exec")))),
    ];

    /// <summary>Opens an event of this thread.</summary>
    /// <remarks>
    /// <c>struct perf_event_attr</c> of the first release (<c>PERF_ATTR_SIZE_VER0</c>), <c>include/uapi/linux/perf_event.h</c>:
    /// <code>
    /// 0 type u32 | 4 size u32 | 8 config u64 | 16 period u64 | 24 sample_type u64 | 32 read_format u64
    /// 40 flags u64: bit 0 disabled, 5 exclude_kernel, 6 exclude_hv | 48 wakeup u32 | 52 bp_type u32 | 56 bp_addr u64
    /// </code>
    /// </remarks>
    public static int Open(ProbeContext context, uint type, ulong config, ulong flags, out FileDescriptor? descriptor)
    {
        Span<byte> attributes = stackalloc byte[64];
        attributes.Clear();
        MemoryMarshal.Write(attributes, in type);
        MemoryMarshal.Write(attributes[4..], attributes.Length);
        MemoryMarshal.Write(attributes[8..], in config);
        MemoryMarshal.Write(attributes[40..], in flags);
        return context.Syscalls.PerfEventOpen(attributes, 0, -1, out descriptor);
    }

    /// <summary>Opens the tracepoint's event that links are tried on.</summary>
    public static int OpenTracepoint(ProbeContext context, out FileDescriptor? descriptor) => Open(context, Tracepoint,
        (ulong)context.Root.EventId(new EventName("sched", "sched_process_exec")), Disabled, out descriptor);

    private static FeatureState HardwareEvents(ProbeContext context)
    {
        FeatureState state = Ask(context, Hardware, 0 /* PERF_COUNT_HW_CPU_CYCLES */);
        return state.Available == false
            ? state with { Reason = $"no counters of the processor, as in most virtual machines; {state.Reason}" } : state;
    }

    private static FeatureState Ask(ProbeContext context, uint type, ulong config)
    {
        int error = Open(context, type, config, Disabled, out FileDescriptor? descriptor);
        descriptor?.Dispose();
        string? paranoid = context.Files.TryRead("/proc/sys/kernel/perf_event_paranoid", out string text) == 0
            ? $"kernel.perf_event_paranoid is {text.Trim()}" : null;
        if (error is -Errno.EACCES or -Errno.EPERM && type != Tracepoint
            && Open(context, type, config, Disabled | ExcludeKernel | ExcludeHypervisor, out FileDescriptor? own) == 0)
        {
            own!.Dispose();
            return FeatureState.Yes($"of this user's own code only: {paranoid}");
        }

        return FeatureState.Of("perf_event_open", "this thread", error) with { Detail = paranoid };
    }
}
