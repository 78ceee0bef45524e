using KernelTrace.Formats.Records;
using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Reading;

/// <summary>The clock of a session, as this process can read it.</summary>
internal sealed class TraceClock
{
    private const int Realtime = 0, Monotonic = 1, MonotonicRaw = 4, Boottime = 7, Tai = 11;

    private readonly TraceInstance _instance;
    private readonly ISyscalls _syscalls;
    private readonly int? _posix;
    private readonly int _cpu;

    public TraceClock(TraceInstance instance, string name, int cpu)
    {
        _instance = instance;
        _syscalls = instance.Root.Syscalls;
        _cpu = cpu;
        Name = name;
        _posix = name switch
        {
            "mono" => Monotonic,
            "mono_raw" => MonotonicRaw,
            "boot" => Boottime,
            "tai" => Tai,
            _ => null,
        };
    }

    public string Name { get; }

    /// <summary>The session's time now. Clocks that only the kernel can read are taken from a stats file, which tells
    /// microseconds, rounded down.</summary>
    public long Now()
    {
        if (_posix is int clock && _syscalls.ClockGetTime(clock, out long now) == 0) return now;
        return _instance.Stats(_cpu).Now;
    }

    /// <summary>A pair of readings, of this clock and of the wall clock, the closest of a few.</summary>
    public SessionClock Pair()
    {
        var unpaired = new SessionClock(Name, null, TimeZoneInfo.Local);
        if (!unpaired.CountsNanoseconds) return unpaired;
        long best = long.MaxValue, offset = 0;
        for (int i = 0; i < 3; i++)
        {
            _syscalls.ClockGetTime(Realtime, out long before);
            long now = Now();
            _syscalls.ClockGetTime(Realtime, out long after);
            if (after - before >= best) continue;
            best = after - before;
            offset = before + (after - before) / 2 - now;
        }

        return new SessionClock(Name, offset, TimeZoneInfo.Local);
    }
}
