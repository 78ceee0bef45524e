namespace KernelTrace.Formats.Records;

/// <summary>From a session's clock to wall time.</summary>
/// <remarks>A pair of readings taken at one moment, of the session's clock and of the wall clock, gives the distance
/// between the two. Clocks that do not count nanoseconds (<c>counter</c>, <c>x86-tsc</c>, <c>uptime</c>) have none.
/// </remarks>
public sealed class SessionClock
{
    private readonly long? _unixOffsetNs;
    private readonly TimeZoneInfo _zone;

    /// <summary>A clock by its name in <c>trace_clock</c>.</summary>
    /// <param name="name">The kernel's name: <c>mono</c>, <c>local</c>, <c>global</c>, <c>boot</c>…</param>
    /// <param name="unixOffsetNs">Nanoseconds to add to a reading for the time since 1970-01-01 UTC; null where the
    /// clock cannot be converted.</param>
    /// <param name="zone">The zone in which wall time is shown.</param>
    public SessionClock(string name, long? unixOffsetNs, TimeZoneInfo zone)
    {
        Name = name;
        _unixOffsetNs = unixOffsetNs;
        _zone = zone;
    }

    /// <summary>The kernel's name of the clock.</summary>
    public string Name { get; }

    /// <summary>Whether readings are nanoseconds (what the kernel's text prints as seconds).</summary>
    public bool CountsNanoseconds => Name is not ("counter" or "uptime" or "x86-tsc" or "ppc-tb" or "s390-tod");

    /// <summary>Wall time of a reading, to 100 ns; null where the clock cannot be converted.</summary>
    public DateTimeOffset? ToWallTime(long timestamp)
    {
        if (_unixOffsetNs is not long offset) return null;
        long ticks = DateTimeOffset.UnixEpoch.Ticks + (long)(((Int128)timestamp + offset) / 100);
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks) return null;
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(ticks, TimeSpan.Zero), _zone);
    }
}
