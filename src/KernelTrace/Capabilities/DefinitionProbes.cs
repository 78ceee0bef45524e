using KernelTrace.Features;
using KernelTrace.Interop;
using KernelTrace.Sessions;

namespace KernelTrace.Capabilities;

/// <summary>Events that the user defines: each is defined under a name of our own, never enabled, and removed at once.
/// </summary>
internal static class DefinitionProbes
{
    /// <summary>In every kernel, never inlined, and with arguments.</summary>
    private const string Function = "vfs_read", FirstArgument = "file";

    /// <summary>An offset into a program: the kernel looks at it when the event is enabled, which it is not.</summary>
    private const string Offset = "0x1000";

    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.Kprobes, context => Kprobe(context, 'p', "")),
        new(KernelFeatures.Kretprobes, context => Kprobe(context, 'r', " $retval")),
        new(KernelFeatures.BtfArguments, context => Kprobe(context, 'p', " " + FirstArgument)),
        new(KernelFeatures.Uprobes, context => Define(context, "uprobe_events", 'p', $"{Program()}:{Offset}")),
        new(KernelFeatures.Uretprobes, context => Define(context, "uprobe_events", 'r', $"{Program()}:{Offset}")),
        new(KernelFeatures.Eprobes, context => Define(context, "dynamic_events", 'e', "sched.sched_process_exec pid=$pid")),
        new(KernelFeatures.Fprobes, context => Define(context, "dynamic_events", 'f', Function)),
        new(KernelFeatures.Tprobes, context => Define(context, "dynamic_events", 't', "sched_process_exec")),
    ];

    private static FeatureState Kprobe(ProbeContext context, char kind, string arguments)
    {
        FeatureState state = Define(context, "kprobe_events", kind, Function + arguments);
        // a switch over all kprobes, in debugfs; seldom there, seldom off
        return state.Available == true && context.Files.TryRead("/sys/kernel/debug/kprobes/enabled", out string on) == 0 && on.Trim() == "0"
            ? FeatureState.No("all kprobes are switched off: /sys/kernel/debug/kprobes/enabled is 0")
            : state;
    }

    /// <summary>Defines an event and removes it. A kernel without the mechanism has no such file, or takes the letter of
    /// the kind for a mistake; one that has it answers EINVAL as well where a part of the definition is unknown to it, and
    /// says which in its error_log.</summary>
    private static FeatureState Define(ProbeContext context, string file, char kind, string place)
    {
        string name = $"{context.NewName()}/event", definition = $"{kind}:{name} {place}";
        int error = context.TryPath(context.Root.Top.FullPath(file), definition, $"-:{name}", Libc.O_APPEND);
        FeatureState state = FeatureState.Of("write", file, error, definition);
        return state.Available == false && error != -Errno.ENOENT
            && KernelErrorLog.Complaint(context.Root.Top, definition)?.Split('\n')[0] is string complaint
            ? state with { Reason = $"{complaint}: {state.Reason}" }
            : state;
    }

    /// <summary>A program whose path can stand in a definition: that of this process, or the one that every machine has.
    /// </summary>
    private static string Program() =>
        Environment.ProcessPath is string own && own.AsSpan().IndexOfAny(" :\t\n#") < 0 ? own : "/bin/sh";
}
