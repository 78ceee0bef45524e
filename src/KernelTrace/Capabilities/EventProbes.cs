using System.Globalization;
using KernelTrace.Features;
using KernelTrace.Formats.Events;
using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Capabilities;

/// <summary>What can be done with the kernel's events. All is tried in the private instance, which records nothing, on an
/// event that is rare.</summary>
internal static class EventProbes
{
    private const string Event = "events/sched/sched_process_exec/", Syscall = "events/syscalls/sys_enter_openat/";

    public static IEnumerable<FeatureProbe> All =>
    [
        new(KernelFeatures.Tracepoints, context => Enable(context, Event, "sched")),
        new(KernelFeatures.SyscallTracepoints, context => Enable(context, Syscall, "syscalls")),
        new(KernelFeatures.SyscallUserStrings, UserStrings),
        new(KernelFeatures.Filters, context => Write(context, Event + "filter", "common_pid > 1", "0", Libc.O_TRUNC)),
        new(KernelFeatures.Triggers, context => Trigger(context, "traceoff")),
        new(KernelFeatures.StackTraces, context => Trigger(context, "stacktrace")),
        new(KernelFeatures.HistTriggers, context => Trigger(context, "hist:keys=common_pid")),
        new(KernelFeatures.SyntheticEvents, Synthetic),
        new(KernelFeatures.UserEvents, UserEvents),
    ];

    /// <summary>Switches the event on and off again.</summary>
    private static FeatureState Enable(ProbeContext context, string folder, string system)
    {
        FeatureState state = Write(context, folder + "enable", "1", "0", Libc.O_TRUNC);
        if (state.Available != true) return state;
        IReadOnlyList<EventName> events = context.Root.EventNames();
        int those = events.Count(name => name.System == system);
        return FeatureState.Yes(string.Create(CultureInfo.InvariantCulture,
            $"{(system == "syscalls" ? those : events.Count)} events"));
    }

    /// <summary>A trigger is removed by its own text behind an exclamation mark. Truncating the file would remove hist
    /// triggers before that.</summary>
    private static FeatureState Trigger(ProbeContext context, string trigger) =>
        Write(context, Event + "trigger", trigger, "!" + trigger, Libc.O_APPEND);

    /// <summary>The format of the event tells: where the kernel copies the text that <c>filename</c> points to, it has a
    /// field for it, <c>__data_loc char[] __filename_val</c>.</summary>
    private static FeatureState UserStrings(ProbeContext context)
    {
        if (context.Root.TryFormat(new EventName("syscalls", "sys_enter_openat")) is not EventFormat format)
            return FeatureState.No("there are no syscall tracepoints");
        string? size = context.Root.Top.TryRead("syscall_user_buf_size")?.Trim();
        return format.Fields.Any(field => field.Type.StartsWith("__data_loc char[]", StringComparison.Ordinal))
            ? FeatureState.Yes(size is null ? null : $"up to {size} bytes (syscall_user_buf_size)")
            : FeatureState.No("sys_enter_openat has the address of the file name only");
    }

    /// <summary>Defines one and removes it.</summary>
    private static FeatureState Synthetic(ProbeContext context)
    {
        string definition = $"{context.NewName()} u64 value";
        return FeatureState.Of("write", "synthetic_events", context.TryPath(
            context.Root.Top.FullPath("synthetic_events"), definition, "!" + definition, Libc.O_APPEND));
    }

    /// <summary>Opens the file that programs register their events with; registers none.</summary>
    private static FeatureState UserEvents(ProbeContext context)
    {
        int error = context.Syscalls.Open(context.Root.Top.FullPath("user_events_data"), Libc.O_RDWR, out FileDescriptor? descriptor);
        descriptor?.Dispose();
        return FeatureState.Of("open", "user_events_data", error);
    }

    private static FeatureState Write(ProbeContext context, string file, string text, string undo, int flags) =>
        FeatureState.Of("write", file, context.TryPath(context.Instance.FullPath(file), text, undo, flags), text);
}
