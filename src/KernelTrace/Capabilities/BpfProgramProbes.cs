using KernelTrace.Features;
using KernelTrace.Formats.Btf;
using KernelTrace.Interop;

namespace KernelTrace.Capabilities;

/// <summary>Kinds of programs: the shortest of each kind is loaded. A kernel says EINVAL to a kind that it does not know.
/// Where a kind is loaded more widely than it can be attached, it is attached too, for a moment, and does nothing.</summary>
internal static class BpfProgramProbes
{
    // enum bpf_prog_type
    private const int Kprobe = 2, Tracepoint = 5, PerfEvent = 7, RawTracepoint = 17, RawTracepointWritable = 24, Tracing = 26, Lsm = 29;

    // enum bpf_attach_type
    private const int TraceRawTracepoint = 23, TraceFentry = 24, TraceFexit = 25, LsmMac = 27, TraceIterator = 28;

    private const int Sleepable = 1 << 4; // BPF_F_SLEEPABLE

    private const string TracepointName = "sched_process_exec";

    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.BpfKprobe, context => Load(context, Kprobe)),
        new(KernelFeatures.BpfTracepoint, context => Load(context, Tracepoint)),
        new(KernelFeatures.BpfPerfEvent, context => Load(context, PerfEvent)),
        new(KernelFeatures.BpfRawTracepoint, context => Load(context, RawTracepoint,
            attach: program => BpfCalls.OpenRawTracepoint(context, TracepointName, program, out FileDescriptor? link).Close(link))),
        new(KernelFeatures.BpfRawTracepointWritable, context => Load(context, RawTracepointWritable)),
        new(KernelFeatures.BpfBtfTracepoint, context => LoadTyped(context, BtfKind.Typedef, "btf_trace_" + TracepointName, TraceRawTracepoint)),
        new(KernelFeatures.BpfFentry, context => LoadTyped(context, BtfKind.Function, Target(context), TraceFentry)),
        new(KernelFeatures.BpfFexit, context => LoadTyped(context, BtfKind.Function, Target(context), TraceFexit)),
        new(KernelFeatures.BpfIterator, Iterator),
        new(KernelFeatures.BpfSleepable, MaySleep),
        new(KernelFeatures.BpfLsm, SecurityHook),
        new(KernelFeatures.BpfProbeReadUserStr, context => Helper(context, 114)),
        new(KernelFeatures.BpfGetStackId, context => Helper(context, 27)),
        new(KernelFeatures.BpfCgroupId, context => Helper(context, 80)),
        new(KernelFeatures.BpfBootTime, context => Helper(context, 125)),
        new(KernelFeatures.BpfAttachCookie, context => Helper(context, 174)),
    ];

    private static FeatureState Load(ProbeContext context, int type, int attachType = 0, int btfId = 0, Func<FileDescriptor, int>? attach = null)
    {
        int error = BpfCalls.Load(context, type, BpfCalls.Nothing, attachType, btfId, 0, out FileDescriptor? program, out string log);
        using (program)
        {
            FeatureState loaded = FeatureState.Of("bpf", "BPF_PROG_LOAD", error);
            if (loaded.Available != true) return log.Length == 0 ? loaded : loaded with { Detail = log.Split('\n')[^1] };
            return attach is null ? loaded : FeatureState.Of("attach", "the program", attach(program!));
        }
    }

    /// <summary>Loads a program for a function or tracepoint of the kernel and attaches it: a processor without trampolines
    /// shows only then.</summary>
    private static FeatureState LoadTyped(ProbeContext context, BtfKind kind, string name, int attachType) =>
        Find(context, kind, name, out int id) ?? Load(context, Tracing, attachType, id,
            program => BpfCalls.OpenRawTracepoint(context, null, program, out FileDescriptor? link).Close(link));

    private static FeatureState Iterator(ProbeContext context) =>
        Find(context, BtfKind.Function, "bpf_iter_task", out int id) ?? Load(context, Tracing, TraceIterator, id,
            program => BpfCalls.Link(context, program.Number, 0, TraceIterator, out FileDescriptor? link).Close(link));

    /// <summary>Loaded but not attached: it would be called by every process.</summary>
    private static FeatureState SecurityHook(ProbeContext context)
    {
        FeatureState state = Find(context, BtfKind.Function, "bpf_lsm_file_open", out int id) ?? Load(context, Lsm, LsmMac, id);
        return state.Available == true && context.Files.TryRead("/sys/kernel/security/lsm", out string active) == 0
            && !active.Trim().Split(',').Contains("bpf") ? state with { Detail = "not called: bpf is not among the security modules (boot parameter lsm=)" } : state;
    }

    /// <summary>A kernel that does not know the flag refuses it before it verifies anything; one that knows it loads the
    /// program (from 6.0 on) or lets the verifier say which kinds may sleep.</summary>
    private static FeatureState MaySleep(ProbeContext context)
    {
        int error = BpfCalls.Load(context, Kprobe, BpfCalls.Nothing, 0, 0, Sleepable, out FileDescriptor? program, out string log);
        program?.Dispose();
        return error == -Errno.EINVAL && log.Contains("sleepable", StringComparison.Ordinal) ? FeatureState.Yes()
            : FeatureState.Of("bpf", "BPF_PROG_LOAD", error);
    }

    /// <summary>Calls the helper without having set up its arguments. The verifier looks for the helper first: EINVAL where it
    /// does not know it or does not allow it, EACCES where it goes on to the arguments.</summary>
    private static FeatureState Helper(ProbeContext context, int number)
    {
        int error = BpfCalls.Load(context, Kprobe, BpfCalls.Call(number), 0, 0, 0, out FileDescriptor? program, out string log);
        program?.Dispose();
        if (error == -Errno.EACCES && log.Length > 0) return FeatureState.Yes();
        FeatureState state = FeatureState.Of("bpf", "BPF_PROG_LOAD", error);
        return log.Split('\n').FirstOrDefault(line => line.Contains("func", StringComparison.Ordinal)) is string said && state.Available == false
            ? state with { Detail = said } : state;
    }

    /// <summary>A function that the kernel has for such tests, and that nothing else calls.</summary>
    private static string Target(ProbeContext context) =>
        context.Btf.TryFindFunction("bpf_fentry_test1", out _) ? "bpf_fentry_test1" : FunctionProbes.Function;

    private static FeatureState? Find(ProbeContext context, BtfKind kind, string name, out int id)
    {
        id = 0;
        if (context.Btf.Kernel is null) return BpfProbes.KernelTypes(context);
        if (!context.Btf.Kernel.TryFind(kind, name, out BtfType type)) return FeatureState.No($"the kernel's BTF has no {name}");
        id = type.Id;
        return null;
    }

    /// <summary>Closes what a call made, and gives back what it said.</summary>
    private static int Close(this int error, FileDescriptor? made)
    {
        made?.Dispose();
        return error;
    }
}
