namespace KernelTrace.Features;

public static partial class KernelFeatures
{
    private const string Syscall = "CONFIG_BPF_SYSCALL", BpfEvents = "CONFIG_BPF_EVENTS", Btf = "CONFIG_DEBUG_INFO_BTF",
        Trampoline = "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS";

    /// <summary>The bpf(2) system call.</summary>
    public static Feature BpfSyscall { get; } = new("BPF system call", FeatureCategory.Bpf, "3.18", Syscall);

    /// <summary>Types of the kernel.</summary>
    public static Feature KernelBtf { get; } = new("kernel BTF", FeatureCategory.Bpf, "5.4", Btf);

    /// <summary>Types of modules.</summary>
    public static Feature ModuleBtf { get; } = new("module BTF", FeatureCategory.Bpf, "5.11", "CONFIG_DEBUG_INFO_BTF_MODULES");

    /// <summary>Types of programs and maps.</summary>
    public static Feature BpfBtf { get; } = new("BPF BTF", FeatureCategory.Bpf, "4.18", Syscall);

    /// <summary>Programs that fit themselves to the kernel.</summary>
    public static Feature CoRe { get; } = new("BPF CO-RE", FeatureCategory.Bpf, "5.4", Syscall, Btf);

    /// <summary>The library that loads programs.</summary>
    public static Feature Libbpf { get; } = new("libbpf", FeatureCategory.Bpf, null);

    /// <summary>Programs at kprobes and uprobes.</summary>
    public static Feature BpfKprobe { get; } = new("BPF kprobe programs", FeatureCategory.Bpf, "4.1", BpfEvents);

    /// <summary>Programs at tracepoints' events.</summary>
    public static Feature BpfTracepoint { get; } = new("BPF tracepoint programs", FeatureCategory.Bpf, "4.7", BpfEvents);

    /// <summary>Programs at perf's counters.</summary>
    public static Feature BpfPerfEvent { get; } = new("BPF perf event programs", FeatureCategory.Bpf, "4.9", BpfEvents);

    /// <summary>Programs at tracepoints with their bare arguments.</summary>
    public static Feature BpfRawTracepoint { get; } = new("BPF raw tracepoint programs", FeatureCategory.Bpf, "4.17", BpfEvents);

    /// <summary>The same, that may write.</summary>
    public static Feature BpfRawTracepointWritable { get; } = new("BPF writable raw tracepoints", FeatureCategory.Bpf, "5.2", BpfEvents);

    /// <summary>Programs at tracepoints with typed arguments.</summary>
    public static Feature BpfBtfTracepoint { get; } = new("BPF BTF tracepoint programs", FeatureCategory.Bpf, "5.5", BpfEvents, Btf);

    /// <summary>Programs at functions' beginnings.</summary>
    public static Feature BpfFentry { get; } = new("BPF fentry programs", FeatureCategory.Bpf, "5.5", BpfEvents, Btf, "CONFIG_BPF_JIT", Trampoline);

    /// <summary>Programs at functions' returns.</summary>
    public static Feature BpfFexit { get; } = new("BPF fexit programs", FeatureCategory.Bpf, "5.5", BpfEvents, Btf, "CONFIG_BPF_JIT", Trampoline);

    /// <summary>Programs over the kernel's objects.</summary>
    public static Feature BpfIterator { get; } = new("BPF iterator programs", FeatureCategory.Bpf, "5.8", Syscall, Btf);

    /// <summary>Programs that may sleep.</summary>
    public static Feature BpfSleepable { get; } = new("BPF sleepable programs", FeatureCategory.Bpf, "5.10", Syscall);

    /// <summary>Programs at security hooks.</summary>
    public static Feature BpfLsm { get; } = new("BPF LSM programs", FeatureCategory.Bpf, "5.7", "CONFIG_BPF_LSM", Btf);

    /// <summary>Attachments that are objects.</summary>
    public static Feature BpfLinks { get; } = new("BPF links", FeatureCategory.Bpf, "5.7", Syscall);

    /// <summary>Links to perf events, with a cookie.</summary>
    public static Feature BpfPerfLinks { get; } = new("BPF perf event links", FeatureCategory.Bpf, "5.15", Syscall, "CONFIG_PERF_EVENTS");

    /// <summary>A program at many functions.</summary>
    public static Feature BpfKprobeMulti { get; } = new("BPF kprobe_multi links", FeatureCategory.Bpf, "5.18", BpfEvents, "CONFIG_FPROBE");

    /// <summary>A program at many functions' beginnings and returns.</summary>
    public static Feature BpfKprobeSession { get; } = new("BPF kprobe_session links", FeatureCategory.Bpf, "6.10", BpfEvents, "CONFIG_FPROBE");

    /// <summary>A program at many places of a file.</summary>
    public static Feature BpfUprobeMulti { get; } = new("BPF uprobe_multi links", FeatureCategory.Bpf, "6.6", BpfEvents, "CONFIG_UPROBES");

    /// <summary>Tables by key.</summary>
    public static Feature BpfHash { get; } = new("BPF hash map", FeatureCategory.Bpf, "3.19", Syscall);

    /// <summary>Tables by number.</summary>
    public static Feature BpfArray { get; } = new("BPF array map", FeatureCategory.Bpf, "3.19", Syscall);

    /// <summary>Programs to go on with.</summary>
    public static Feature BpfProgramArray { get; } = new("BPF program array map", FeatureCategory.Bpf, "4.2", Syscall);

    /// <summary>Buffers of perf, one a CPU.</summary>
    public static Feature BpfPerfEventArray { get; } = new("BPF perf event array map", FeatureCategory.Bpf, "4.3", Syscall, "CONFIG_PERF_EVENTS");

    /// <summary>Tables by key, one a CPU.</summary>
    public static Feature BpfPerCpuHash { get; } = new("BPF per-CPU hash map", FeatureCategory.Bpf, "4.6", Syscall);

    /// <summary>Tables by number, one a CPU.</summary>
    public static Feature BpfPerCpuArray { get; } = new("BPF per-CPU array map", FeatureCategory.Bpf, "4.6", Syscall);

    /// <summary>Stacks by number.</summary>
    public static Feature BpfStackTrace { get; } = new("BPF stack trace map", FeatureCategory.Bpf, "4.6", Syscall, "CONFIG_PERF_EVENTS");

    /// <summary>Tables that forget the least used.</summary>
    public static Feature BpfLruHash { get; } = new("BPF LRU hash map", FeatureCategory.Bpf, "4.10", Syscall);

    /// <summary>Tables by prefix.</summary>
    public static Feature BpfLpmTrie { get; } = new("BPF LPM trie map", FeatureCategory.Bpf, "4.11", Syscall);

    /// <summary>Queues.</summary>
    public static Feature BpfQueue { get; } = new("BPF queue map", FeatureCategory.Bpf, "4.20", Syscall);

    /// <summary>A buffer of all CPUs, in order.</summary>
    public static Feature BpfRingBuffer { get; } = new("BPF ring buffer map", FeatureCategory.Bpf, "5.8", Syscall);

    /// <summary>Values kept with threads.</summary>
    public static Feature BpfTaskStorage { get; } = new("BPF task storage map", FeatureCategory.Bpf, "5.11", Syscall);

    /// <summary>Sets that may err.</summary>
    public static Feature BpfBloomFilter { get; } = new("BPF bloom filter map", FeatureCategory.Bpf, "5.16", Syscall);

    /// <summary>A buffer from a process to programs.</summary>
    public static Feature BpfUserRingBuffer { get; } = new("BPF user ring buffer map", FeatureCategory.Bpf, "6.1", Syscall);

    /// <summary>Memory shared with a process.</summary>
    public static Feature BpfArena { get; } = new("BPF arena map", FeatureCategory.Bpf, "6.9", Syscall, "CONFIG_MMU");

    /// <summary>Numbers of stacks.</summary>
    public static Feature BpfGetStackId { get; } = new("BPF helper get_stackid", FeatureCategory.Bpf, "4.6", BpfEvents, "CONFIG_PERF_EVENTS");

    /// <summary>The cgroup of the running thread.</summary>
    public static Feature BpfCgroupId { get; } = new("BPF helper get_current_cgroup_id", FeatureCategory.Bpf, "4.18", BpfEvents, "CONFIG_CGROUPS");

    /// <summary>Texts of processes.</summary>
    public static Feature BpfProbeReadUserStr { get; } = new("BPF helper probe_read_user_str", FeatureCategory.Bpf, "5.5", BpfEvents);

    /// <summary>Time since boot, sleep included.</summary>
    public static Feature BpfBootTime { get; } = new("BPF helper ktime_get_boot_ns", FeatureCategory.Bpf, "5.8", Syscall);

    /// <summary>The cookie of an attachment.</summary>
    public static Feature BpfAttachCookie { get; } = new("BPF helper get_attach_cookie", FeatureCategory.Bpf, "5.15", BpfEvents);
}
