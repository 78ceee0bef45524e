using CsCheck;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Records;

public class SessionClockTests
{
    private static readonly TimeZoneInfo _east = TimeZoneInfo.CreateCustomTimeZone("East", TimeSpan.FromHours(5.5), "East", "East");

    [Fact]
    public void A_reading_becomes_wall_time()
    {
        var clock = new SessionClock("mono", 1_700_000_000_000_000_000, TimeZoneInfo.Utc);

        Assert.Equal("mono", clock.Name);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_001).AddTicks(2), clock.ToWallTime(1_000_000_200));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_001).AddTicks(2), clock.ToWallTime(1_000_000_299));
    }

    [Fact]
    public void The_zone_changes_the_offset_and_not_the_moment()
    {
        DateTimeOffset? time = new SessionClock("mono", 0, _east).ToWallTime(0);

        Assert.Equal(DateTimeOffset.UnixEpoch, time);
        Assert.Equal(TimeSpan.FromHours(5.5), time!.Value.Offset);
    }

    [Fact]
    public void A_clock_without_an_offset_has_no_wall_time()
    {
        var clock = new SessionClock("counter", null, TimeZoneInfo.Utc);

        Assert.Null(clock.ToWallTime(0));
        Assert.Null(clock.ToWallTime(long.MaxValue));
    }

    [Theory]
    [InlineData(long.MaxValue, long.MaxValue, 2554)]
    [InlineData(long.MinValue, long.MinValue, 1385)]
    [InlineData(long.MaxValue, long.MinValue, 1969)]
    [InlineData(0, long.MaxValue, 2262)]
    public void Extreme_readings_do_not_overflow(long timestamp, long offset, int year) =>
        Assert.Equal(year, new SessionClock("mono", offset, TimeZoneInfo.Utc).ToWallTime(timestamp)?.Year ?? 0, 1.0);

    [Fact]
    public void Time_does_not_run_backwards() => Gen.Select(Gen.Long, Gen.Long, Gen.Long).Sample((offset, a, b) =>
    {
        var clock = new SessionClock("mono", offset, _east);
        Assert.True(clock.ToWallTime(Math.Min(a, b)) <= clock.ToWallTime(Math.Max(a, b)));
    });

    [Theory]
    [InlineData("mono", true)]
    [InlineData("local", true)]
    [InlineData("global", true)]
    [InlineData("boot", true)]
    [InlineData("tai", true)]
    [InlineData("perf", true)]
    [InlineData("mono_raw", true)]
    [InlineData("counter", false)]
    [InlineData("x86-tsc", false)]
    [InlineData("uptime", false)]
    [InlineData("ppc-tb", false)]
    [InlineData("s390-tod", false)]
    public void Which_clocks_count_nanoseconds(string name, bool expected) =>
        Assert.Equal(expected, new SessionClock(name, null, TimeZoneInfo.Utc).CountsNanoseconds);
}
