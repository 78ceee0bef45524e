namespace KernelTrace.Tracefs;

/// <summary>The name of an event: <c>system:event</c>.</summary>
/// <param name="System">The subsystem, such as <c>sched</c>.</param>
/// <param name="Event">The event within it, such as <c>sched_switch</c>.</param>
public readonly record struct EventName(string System, string Event)
{
    /// <summary>Reads <c>system:event</c> or <c>system/event</c>; false for a text of another form.</summary>
    public static bool TryParse(string text, out EventName name)
    {
        ArgumentNullException.ThrowIfNull(text);
        name = default;
        int separator = text.AsSpan().IndexOfAny(':', '/');
        if (separator <= 0 || separator == text.Length - 1) return false;
        name = new EventName(text[..separator], text[(separator + 1)..]);
        return true;
    }

    /// <summary><c>system:event</c>.</summary>
    public override string ToString() => System + ":" + Event;
}
