using KernelTrace.Interop;

namespace KernelTrace.Tracefs;

/// <summary>The trigger that makes the kernel record a stack behind each event of one kind.</summary>
/// <remarks>
/// <c>stacktrace[:COUNT] [if CONDITION]</c> in <c>events/SYSTEM/EVENT/trigger</c>, beside triggers of others
/// (<c>kernel/trace/trace_events_trigger.c</c>). It does not know of the event's filter, nor of the threads that the
/// session records: it writes a stack for events that those leave out. So the filter is made its condition too.
/// Set on an event that is not enabled, it records stacks without events.
/// </remarks>
internal static class StackTrigger
{
    private const string Name = "stacktrace";

    /// <summary>Whether an event has the trigger.</summary>
    public static bool IsSet(TraceInstance instance, EventName name)
    {
        if (instance.TryRead(File(name)) is not string text) return false;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Name) && (line.Length == Name.Length || line[Name.Length] is ':' or ' ')) return true;
        }

        return false;
    }

    /// <summary>Sets the trigger, in place of one that is there.</summary>
    public static KernelException? Set(TraceInstance instance, EventName name, string? condition)
    {
        Clear(instance, name);
        int error = Write(instance, name, string.IsNullOrWhiteSpace(condition) ? Name : $"{Name} if {condition}");
        return error < 0 ? new KernelException("record stacks of", name.ToString(), -error) : null;
    }

    /// <summary>Takes the trigger away.</summary>
    public static void Clear(TraceInstance instance, EventName name)
    {
        if (IsSet(instance, name)) Write(instance, name, "!" + Name);
    }

    /// <summary>A write that truncates would take all triggers of the event away.</summary>
    private static int Write(TraceInstance instance, EventName name, string text) =>
        instance.Root.Files.TryWrite(instance.FullPath(File(name)), text, Libc.O_APPEND);

    private static string File(EventName name) => $"events/{name.System}/{name.Event}/trigger";
}
