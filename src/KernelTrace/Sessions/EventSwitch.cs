using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>Switches events of an instance on and off. What the kernel refuses for one event does not stop the others.
/// </summary>
public static class EventSwitch
{
    /// <summary>Enables events.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="names">The events.</param>
    /// <param name="filter">A condition in the kernel's filter language, for each of them; null records all, and takes
    /// away a condition that is set.</param>
    /// <param name="stackTrace">Whether the kernel's stack is recorded with each of them; false takes that away.</param>
    /// <returns>The events that the kernel refused, and why.</returns>
    public static IReadOnlyList<(EventName Name, KernelException Error)> Enable(TraceInstance instance,
        IReadOnlyCollection<EventName> names, string? filter, bool stackTrace = false)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(names);
        var failures = new List<(EventName, KernelException)>();
        // where all events have a stack, a trigger would give this one a second
        bool trigger = stackTrace && instance.Option("stacktrace") != true;
        HashSet<EventName> on = [.. EventList.Parse(instance.TryRead("set_event") ?? "")];
        foreach (IGrouping<string, EventName> system in names.GroupBy(name => name.System, StringComparer.Ordinal))
        {
            bool done = string.IsNullOrWhiteSpace(filter) && IsWhole(instance, system.Key, system) && TrySystem(instance, system.Key, true);
            foreach (EventName name in system)
            {
                KernelException? error = done ? null : EnableOne(instance, name, filter);
                // after the event, as a trigger alone makes the kernel record stacks without events
                if (!trigger && on.Contains(name)) StackTrigger.Clear(instance, name);
                if (trigger && error is null && (error = StackTrigger.Set(instance, name, filter)) is not null) DisableOne(instance, name);
                if (error is not null) failures.Add((name, error));
            }
        }

        return failures;
    }

    /// <summary>Disables events, and takes their conditions and stacks away.</summary>
    /// <returns>The events that the kernel refused, and why.</returns>
    public static IReadOnlyList<(EventName Name, KernelException Error)> Disable(TraceInstance instance,
        IReadOnlyCollection<EventName> names)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(names);
        var failures = new List<(EventName, KernelException)>();
        foreach (IGrouping<string, EventName> system in names.GroupBy(name => name.System, StringComparer.Ordinal))
        {
            foreach (EventName name in system) StackTrigger.Clear(instance, name);
            if (IsWhole(instance, system.Key, system) && TrySystem(instance, system.Key, false)) continue;
            foreach (EventName name in system)
            {
                int error = DisableOne(instance, name);
                if (error < 0) failures.Add((name, new KernelException("disable", name.ToString(), -error)));
                else ClearFilter(instance, name);
            }
        }

        return failures;
    }

    /// <summary>The condition that is set for an event; null where there is none.</summary>
    public static string? FilterOf(TraceInstance instance, EventName name)
    {
        ArgumentNullException.ThrowIfNull(instance);
        string? text = instance.TryRead($"events/{name.System}/{name.Event}/filter")?.Trim();
        return text is null or "none" or "" ? null : text;
    }

    private static KernelException? EnableOne(TraceInstance instance, EventName name, string? filter)
    {
        KernelFile files = instance.Root.Files;
        string folder = instance.FullPath($"events/{name.System}/{name.Event}");
        if (string.IsNullOrWhiteSpace(filter))
        {
            ClearFilter(instance, name);
        }
        else
        {
            // the condition comes first, so that no event slips by without it
            int refused = files.TryWrite(folder + "/filter", filter);
            if (refused < 0)
            {
                string? complaint = KernelErrorLog.Complaint(instance, filter);
                ClearFilter(instance, name);
                return new KernelException("set filter of", name.ToString(), -refused, complaint);
            }
        }

        int error = files.TryWrite(folder + "/enable", "1");
        return error < 0 ? new KernelException("enable", name.ToString(), -error) : null;
    }

    private static int DisableOne(TraceInstance instance, EventName name) =>
        instance.Root.Files.TryWrite(instance.FullPath($"events/{name.System}/{name.Event}/enable"), "0");

    private static void ClearFilter(TraceInstance instance, EventName name)
    {
        if (FilterOf(instance, name) is not null)
            instance.Root.Files.TryWrite(instance.FullPath($"events/{name.System}/{name.Event}/filter"), "0");
    }

    /// <summary>Whether the names are all of their subsystem: one write serves then, in a hundredth of the time.</summary>
    private static bool IsWhole(TraceInstance instance, string system, IEnumerable<EventName> names)
    {
        string folder = instance.FullPath("events/" + system);
        return Directory.Exists(folder) && Directory.EnumerateDirectories(folder).Count() == names.Distinct().Count();
    }

    private static bool TrySystem(TraceInstance instance, string system, bool on)
    {
        KernelFile files = instance.Root.Files;
        string folder = instance.FullPath("events/" + system);
        files.TryWrite(folder + "/filter", "0");
        return files.TryWrite(folder + "/enable", on ? "1" : "0") == 0;
    }
}
