using KernelTrace.Formats.Events;
using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>An event that can be enabled, as a session sees it. What stands in files of its own is read when it is
/// asked for.</summary>
public sealed class KTracepoint
{
    private readonly TraceInstance _instance;
    private readonly EventName _name;
    private EventFormat? _format;
    private int? _id;

    /// <summary>An event in a session.</summary>
    /// <param name="instance">The session's buffer, which may not be there yet.</param>
    /// <param name="name">The event.</param>
    /// <param name="enabled">Whether the session records it.</param>
    public KTracepoint(TraceInstance instance, EventName name, bool enabled)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _instance = instance;
        _name = name;
        Enabled = enabled;
    }

    /// <summary><c>system:event</c>.</summary>
    public string Name => _name.ToString();

    /// <summary>The subsystem.</summary>
    public string System => _name.System;

    /// <summary>The event within it.</summary>
    public string Event => _name.Event;

    /// <summary>The event's number, valid until the next boot.</summary>
    public int Id => _id ??= _instance.Root.EventId(_name);

    /// <summary>Whether the session records it.</summary>
    public bool Enabled { get; }

    /// <summary>The session's condition on it, in the kernel's filter language; null where there is none.</summary>
    public string? Filter => EventSwitch.FilterOf(_instance, _name);

    /// <summary>Whether the session records the kernel's stack with each of these events.</summary>
    public bool StackTrace => StackTrigger.IsSet(_instance, _name) || (_instance.Exists && _instance.Option("stacktrace") == true);

    /// <summary>The event's own fields.</summary>
    public IReadOnlyList<FieldFormat> Fields => Format.Fields;

    /// <summary>The kernel's words: a C format string and its arguments.</summary>
    public string PrintFormat => Format.PrintFormat;

    /// <summary>Name of the session asked about.</summary>
    public string Session => _instance.Name;

    private EventFormat Format => _format ??= _instance.Root.Format(_name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
