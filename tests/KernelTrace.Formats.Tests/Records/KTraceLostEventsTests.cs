using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Records;

public class KTraceLostEventsTests
{
    [Fact]
    public void A_gap_of_a_known_size()
    {
        KTraceLostEvents gap = Gap(1, 42, LostReason.Overrun, 100, 200);

        Assert.Equal("CPU:1 [LOST 42 EVENTS]", gap.ToString());
        Assert.Equal("LOST 42 EVENTS on CPU 1 (Overrun)", gap.Message);
        Assert.Equal((42L, LostReason.Overrun, 100L, 200L), (gap.Count, gap.Reason, gap.AfterNs, gap.BeforeNs));
        Assert.Equal(("ktrace:lost_events", 1, 0, "<...>", "s"), (gap.Event, gap.Cpu, gap.Tid, gap.Comm, gap.Session));
        Assert.Null(gap.Pid);
    }

    [Fact]
    public void A_gap_of_an_unknown_size()
    {
        KTraceLostEvents gap = Gap(12, null, LostReason.Unreadable, null, null);

        Assert.Equal("CPU:12 [LOST EVENTS]", gap.ToString());
        Assert.Equal("LOST an unknown number of EVENTS on CPU 12 (Unreadable)", gap.Message);
    }

    [Fact]
    public void A_gap_stands_where_it_is_put() =>
        Assert.Equal(150, new KTraceLostEvents("s", Decoding.Clock, 0, 1, LostReason.Dropped, 150, 100, null).TimestampNs);

    [Fact]
    public void Its_fields_are_its_own()
    {
        var fields = Gap(0, null, LostReason.Dropped, 5, null).Fields;

        Assert.Equal(["Count", "Reason", "AfterNs", "BeforeNs"], fields.Keys.Cast<string>());
        Assert.Equal([null, LostReason.Dropped, 5L, null], fields.Values.Cast<object?>());
        Assert.Equal(5L, fields["afterns"]);
    }

    [Fact]
    public void All_of_it_can_be_read() => FuzzTargets.ReadEverything(Gap(0, long.MaxValue, LostReason.Overrun, long.MinValue, long.MaxValue));

    private static KTraceLostEvents Gap(int cpu, long? count, LostReason reason, long? after, long? before) =>
        new("s", Decoding.Clock, cpu, count, reason, before ?? after ?? 0, after, before);
}
