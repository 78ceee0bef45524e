namespace KernelTrace.Features;

/// <summary>The single table of what mechanisms need: settings and releases that stand in texts come from here.</summary>
/// <remarks>Releases are those of the first kernel by Linus Torvalds that had the mechanism as it is asked for here;
/// distributions carry some of them back.</remarks>
public static partial class KernelFeatures
{
    /// <summary>The tracing file system is there.</summary>
    public static Feature TracefsMount { get; } = new("tracefs", FeatureCategory.Tracefs, "4.1", "CONFIG_TRACING");

    /// <summary>This process may read and write it.</summary>
    public static Feature TracefsPermissions { get; } = new("tracefs permissions", FeatureCategory.Tracefs, "4.1", "CONFIG_TRACING");

    /// <summary>Buffers beside the top level's.</summary>
    public static Feature Instances { get; } = new("instances", FeatureCategory.Tracefs, "3.10", "CONFIG_TRACING");

    /// <summary>Events at fixed places of the kernel.</summary>
    public static Feature Tracepoints { get; } = new("tracepoints", FeatureCategory.Events, "2.6.30", "CONFIG_EVENT_TRACING");

    /// <summary>An event at the beginning and at the end of each system call.</summary>
    public static Feature SyscallTracepoints { get; } = new("syscall tracepoints", FeatureCategory.Events, "2.6.32", "CONFIG_FTRACE_SYSCALLS");

    /// <summary>The texts that a system call's arguments point to.</summary>
    public static Feature SyscallUserStrings { get; } = new("user strings in syscall events", FeatureCategory.Events, "6.19", "CONFIG_FTRACE_SYSCALLS");

    /// <summary>Conditions on events' fields.</summary>
    public static Feature Filters { get; } = new("filters", FeatureCategory.Events, "2.6.30", "CONFIG_EVENT_TRACING");

    /// <summary>Commands that an event runs.</summary>
    public static Feature Triggers { get; } = new("triggers", FeatureCategory.Events, "3.14", "CONFIG_EVENT_TRACING");

    /// <summary>Counting in the kernel.</summary>
    public static Feature HistTriggers { get; } = new("hist triggers", FeatureCategory.Events, "4.7", "CONFIG_HIST_TRIGGERS");

    /// <summary>Events made of others' fields.</summary>
    public static Feature SyntheticEvents { get; } = new("synthetic events", FeatureCategory.Events, "4.17", "CONFIG_SYNTH_EVENTS");

    /// <summary>Events that programs write.</summary>
    public static Feature UserEvents { get; } = new("user_events", FeatureCategory.Events, "6.4", "CONFIG_USER_EVENTS");

    /// <summary>The kernel's functions at each event.</summary>
    public static Feature StackTraces { get; } = new("stack traces", FeatureCategory.Events, "2.6.27", "CONFIG_STACKTRACE");

    /// <summary>Events at instructions of the kernel.</summary>
    public static Feature Kprobes { get; } = new("kprobes", FeatureCategory.Probes, "2.6.33", "CONFIG_KPROBE_EVENTS");

    /// <summary>Events at returns of the kernel's functions.</summary>
    public static Feature Kretprobes { get; } = new("kretprobes", FeatureCategory.Probes, "2.6.33", "CONFIG_KPROBE_EVENTS", "CONFIG_KRETPROBES");

    /// <summary>Arguments by name in the definitions of probes.</summary>
    public static Feature BtfArguments { get; } = new("BTF arguments", FeatureCategory.Probes, "6.5", "CONFIG_PROBE_EVENTS_BTF_ARGS");

    /// <summary>Events at instructions of programs.</summary>
    public static Feature Uprobes { get; } = new("uprobes", FeatureCategory.Probes, "3.5", "CONFIG_UPROBE_EVENTS");

    /// <summary>Events at returns of programs' functions.</summary>
    public static Feature Uretprobes { get; } = new("uretprobes", FeatureCategory.Probes, "3.10", "CONFIG_UPROBE_EVENTS");

    /// <summary>Events made of another event's fields, dereferenced.</summary>
    public static Feature Eprobes { get; } = new("eprobes", FeatureCategory.Probes, "5.15", "CONFIG_EPROBE_EVENTS");

    /// <summary>Events at functions, by ftrace.</summary>
    public static Feature Fprobes { get; } = new("fprobes", FeatureCategory.Probes, "6.5", "CONFIG_FPROBE_EVENTS");

    /// <summary>Events at tracepoints, with their arguments.</summary>
    public static Feature Tprobes { get; } = new("tprobes", FeatureCategory.Probes, "6.5", "CONFIG_FPROBE_EVENTS");
}
