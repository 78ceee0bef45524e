using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Records;

/// <summary>Formats that no kernel prints, as a damaged or hostile recording may hold them.</summary>
public class EventClassHostileTests
{
    private static readonly string _field = FormatText.Field("int a", 8, 4, signed: true);

    public static TheoryData<string> Names =>
        ["a.b", "x[", "x[]", "x*&", "a+b", "a,b", "a\\", "\0", ".", "a.", new string('n', 5000), "\u00e9\ud800", "<x>`1", "xhci-hcd"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_name_has_a_class(string name)
    {
        foreach ((string system, string text) in ((string, string)[])[("ok", name), (name, "ok"), ("", "ok")])
        {
            // two layouts, so that the second has to find a free name
            foreach (string field in (string[])[_field, FormatText.Field("int b", 8, 4, signed: true)])
            {
                EventFormat format = FormatText.Parse(system, text, field);
                KTraceEvent read = Decoding.Event(format, Decoding.Record(12, (8, [7])));
                Assert.Equal($"{system}:{text.Trim()}", read.Event);
                Assert.Equal(7, Decoding.Property(read, format.Fields[0].Name));
                FuzzTargets.ReadEverything(read);
            }
        }
    }

    [Fact]
    public void A_format_that_claims_much_costs_its_events_nothing()
    {
        EventFormat format = FormatText.Parse("hostile", "huge", _field,
            FormatText.Field("u8 room[1]", 1 << 24, 1 << 24), FormatText.Field("int far", 1 << 24, 4));
        Decoding.Event(format, Decoding.Record(12));
        long before = GC.GetAllocatedBytesForCurrentThread();
        KTraceEvent read = Decoding.Event(format, Decoding.Record(12, (8, [7])));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
        Assert.Equal(7, Decoding.Property(read, "a"));
        Assert.Equal(0u, Decoding.Property(read, "far"));
        Assert.Empty(Assert.IsType<byte[]>(Decoding.Property(read, "room")));
    }

    [Fact]
    public void Fields_cannot_be_written_into_the_name_of_an_event()
    {
        EventFormat honest = FormatText.Parse("hostile", "name", _field);
        EventFormat forged = FormatText.Parse("hostile", "name|int a 8 4 Integer 4 True");

        Assert.NotSame(EventClass.ConstructorOf(honest), EventClass.ConstructorOf(forged));
        Assert.NotNull(Decoding.Event(forged, []).GetType());
    }
}
