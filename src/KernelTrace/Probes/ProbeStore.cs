using KernelTrace.Formats.Probes;
using KernelTrace.Interop;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>Makes, lists and removes probes. Their definitions are global: one list for all sessions.</summary>
public static class ProbeStore
{
    /// <summary>The group of probes for which none is named.</summary>
    public const string DefaultGroup = "pskt";

    private const string Definitions = "dynamic_events"; // of all kinds, since 5.0

    /// <summary>All probes of the kernel, whoever made them, in the order in which they were made.</summary>
    /// <exception cref="KernelException">The list cannot be read.</exception>
    public static IReadOnlyList<KProbe> List(TracefsRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        IReadOnlyList<ProbeDefinition> definitions = ReadDefinitions(root);
        if (definitions.Count == 0) return [];
        var profile = new ProbeProfile(root);
        var owners = new ProbeOwners();
        TraceInstance[] instances = [root.Top, .. root.InstanceNames().Select(root.Instance)];
        HashSet<string> groups = [.. definitions.Select(one => one.Group)];
        (string Session, HashSet<EventName> Enabled)[] enabled = [.. instances.Select(instance =>
            (instance.Name, EventList.Parse(instance.TryRead("set_event") ?? "").Where(name => groups.Contains(name.System)).ToHashSet()))];
        return [.. definitions.Select(definition =>
        {
            var name = new EventName(definition.Group, definition.Event);
            (long? hits, long? misses) = profile.Next(definition);
            return new KProbe(definition, hits, misses, [.. enabled.Where(one => one.Enabled.Contains(name)).Select(one => one.Session)], owners.Find(name));
        })];
    }

    /// <summary>The definitions of all probes.</summary>
    internal static IReadOnlyList<ProbeDefinition> ReadDefinitions(TracefsRoot root) =>
        ProbeDefinitionParser.Parse(root.Files.Read(root.Path + "/" + Definitions));

    /// <summary>Makes a probe, and notes that it is this process's.</summary>
    /// <exception cref="ProbeException">The kernel refuses it: the message shows its reason at the user's own text.</exception>
    public static KProbe Create(TracefsRoot root, ProbePlan plan)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(plan);
        ProbeDefinition definition = plan.Definition;
        var name = new EventName(definition.Group, definition.Event);
        var owners = new ProbeOwners();
        // another place for an event that is there would be added to it, in silence
        if (Directory.Exists(root.EventPath(name)))
            throw new ProbeException("Exists", $"There is an event {name} already. Choose another -Name, or remove it: Remove-KProbe {name}");
        // the note comes first: a process that is killed between the two leaves a note, not a probe without owner
        owners.Note(name);
        foreach (ProbeDefinition one in plan.Further.Prepend(definition))
        {
            int error = root.Files.TryWrite(root.Path + "/" + Definitions, one.ToString(), Libc.O_APPEND);
            if (error == 0) continue;
            ProbeException refusal = ProbeRefusal.Explain(root, plan with { Definition = one }, -error);
            // those that were taken go with it
            if (!ReferenceEquals(one, definition)) Undefine(root, name);
            owners.Forget(name);
            throw refusal;
        }

        return List(root).FirstOrDefault(one => one.EventName == name)
            ?? throw new ProbeException("Gone", $"The kernel took {name}, and does not list it: somebody removed it at once.");
    }

    /// <summary>Removes a probe, after switching its event off in every session.</summary>
    /// <returns>The sessions that had recorded it, whose buffers the kernel has emptied, with the events that were in them.</returns>
    /// <exception cref="KernelException">It is in use by something else (EBUSY), or may not be removed.</exception>
    public static IReadOnlyList<(string Session, long Events)> Remove(TracefsRoot root, KProbe probe)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(probe);
        EventName name = probe.EventName;
        TraceInstance[] instances = [root.Top, .. root.InstanceNames().Select(root.Instance)];
        foreach (TraceInstance instance in instances.Where(instance => IsEnabled(instance, name))) EventSwitch.Disable(instance, [name]);
        (TraceInstance Instance, long Held)[] held = [.. instances.Select(instance => (instance, Entries(instance))).Where(one => one.Item2 > 0)];
        int error = Undefine(root, name);
        if (error == -Errno.ENOENT && !Directory.Exists(root.EventPath(name))) error = 0; // somebody was faster
        if (error < 0)
        {
            throw new KernelException("remove probe", probe.Name, -error, error == -Errno.EBUSY
                ? "It is in use: by perf or a BPF program, by a trigger, or by an event probe that is attached to it (Get-KProbe)." : null);
        }

        new ProbeOwners().Forget(name);
        return [.. held.Where(one => one.Held > Entries(one.Instance)).Select(one => (one.Instance.Name, one.Held))];
    }

    /// <summary>Takes away the notes of probes that are gone.</summary>
    public static void ForgetRemoved(TracefsRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        HashSet<EventName> there = [.. ReadDefinitions(root).Select(one => new EventName(one.Group, one.Event))];
        new ProbeOwners().Keep(there);
    }

    /// <summary>Takes all definitions of an event away.</summary>
    private static int Undefine(TracefsRoot root, EventName name) =>
        root.Files.TryWrite(root.Path + "/" + Definitions, $"-:{name.System}/{name.Event}", Libc.O_APPEND);

    private static bool IsEnabled(TraceInstance instance, EventName name) =>
        instance.TryRead($"events/{name.System}/{name.Event}/enable") is string text && text.StartsWith('1');

    private static long Entries(TraceInstance instance) => instance.Cpus().Sum(cpu => instance.TryStats(cpu)?.Entries ?? 0);
}
