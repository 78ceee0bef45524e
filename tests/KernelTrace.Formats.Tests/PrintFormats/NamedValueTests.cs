using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Captured;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.PrintFormats;

/// <summary>Values that the words of an event name.</summary>
public sealed class NamedValueTests
{
    private static readonly EventFormat _state = EventFormatParser.Parse("test", FormatText.Of("state",
        "\"state=%s%s vec=%u [action=%s] flags=%s\", __print_symbolic(REC->state & 0xff, { 0, \"R\" }, { 1, \"S\" }, { 4, \"T\" }, { 8, \"t\" }), "
            + "REC->state & 0x100 ? \"+\" : \"\", REC->vec, __print_symbolic(REC->vec, { 1, \"TIMER\" }), "
            + "__print_flags(REC->flags, \"|\", { 1, \"GFP_A\" }, { 2, \"GFP_B\" })",
        FormatText.Field("long state", 8, 8, true), FormatText.Field("unsigned int vec", 16, 4), FormatText.Field("u32 flags", 20, 4)));

    [Fact]
    public void A_value_shown_by_name_alone_is_its_name_and_its_number()
    {
        KernelNamedValue value = Assert.IsType<KernelNamedValue>(Property("state", 0x101));

        Assert.Equal(("S+", 0x101L), (value.ToString(), value.Value));
        Assert.Equal("S+", Property("state_name", 0x101));
        Assert.True(value.Equals("S+"));
        Assert.True(value.Equals(0x101));
        Assert.False(value.Equals("S"));
    }

    [Fact]
    public void A_value_shown_as_a_number_too_stays_a_number()
    {
        Assert.Equal(1u, Property("vec", 0));
        Assert.Equal("TIMER", Property("vec_name", 0));
    }

    [Fact]
    public void Flags_have_all_their_names()
    {
        KernelNamedValue value = Assert.IsType<KernelNamedValue>(Property("flags", 0));

        Assert.Equal(["GFP_A", "GFP_B", "0x4"], value.Names);
        Assert.Equal(2, value & 2);
        Assert.Equal(7, (long)value);
    }

    [Fact]
    public void Case_counts_only_where_names_differ_in_nothing_else()
    {
        Assert.False(((KernelNamedValue)Property("state", 4)!).Equals("t"));
        Assert.True(((KernelNamedValue)Property("state", 4)!).Equals("T"));
        Assert.True(((KernelNamedValue)Property("flags", 0)!).Equals("gfp_a|gfp_b|0x4"));
    }

    [Fact]
    public void Values_are_equal_and_ordered_by_their_numbers()
    {
        var low = (KernelNamedValue)Property("state", 1)!;
        var high = (KernelNamedValue)Property("state", 8)!;

        Assert.Equal(low, (KernelNamedValue)Property("state", 1)!);
        Assert.Equal(low.GetHashCode(), Property("state", 1)!.GetHashCode());
        Assert.True(low < high && high > low && low != high && low <= high && high >= low);
        Assert.Equal(high, KernelNamedValue.Parse("8"));
        Assert.Equal(KernelNamedValue.Parse("S"), low);
        Assert.True(low.CompareTo(5) < 0);
        Assert.Equal("1", low.ToString("d", null));
    }

    [Fact]
    public void No_flag_is_no_name()
    {
        KTraceEvent none = Decoding.Event(_state, Decoding.Record(24));

        Assert.Empty(((KernelNamedValue)Decoding.Property(none, "flags")!).Names);
    }

    [Fact]
    public void A_value_converts_to_the_numbers_that_hold_it()
    {
        var value = (KernelNamedValue)Property("state", 8)!;

        Assert.Equal((8, 8u, 8UL, 8.0), ((int)value, (uint)value, (ulong)value, (double)value));
        Assert.Equal(8L.GetHashCode(), value.GetHashCode());
        Assert.Equal(9, value ^ 1);
        Assert.Throws<OverflowException>(() => (uint)(KernelNamedValue)Property("state", -1)!);
    }

    [Fact]
    public void The_number_stays_in_the_fields() => Assert.Equal(1L, Event(1).Fields["state"]);

    public static TheoryData<string> Lines => CaptureList.Lines;

    [Theory, MemberData(nameof(Lines))]
    public void States_of_captured_switches_are_those_of_the_text(string line)
    {
        int seen = 0;
        foreach ((CapturedRecord record, TextEvent text) in Capture.Of(line, "sched").Pairs.Where(pair => pair.Record.Format.Name == "sched_switch"))
        {
            string state = text.Words.Split("prev_state=")[1].Split(' ')[0];
            Assert.True(Assert.IsType<KernelNamedValue>(record["prev_state"]).Equals(state));
            seen++;
        }

        Assert.True(seen > 10);
    }

    [Theory, MemberData(nameof(Lines))]
    public void Addresses_of_code_have_their_symbols(string line)
    {
        int seen = 0;
        foreach ((CapturedRecord record, TextEvent text) in Capture.LineByLine(line).SelectMany(capture => capture.Pairs)
            .Where(pair => pair.Record.Format.FullName == "kmem:kmem_cache_alloc"))
        {
            string site = text.Words.Split("call_site=")[1].Split(' ')[0];
            Assert.IsType<KernelAddress>(record["call_site"]);
            Assert.Equal(site.Split('+')[0], ((string)record["call_site_symbol"]!).Split('+')[0]);
            seen++;
        }

        Assert.True(seen > 10);
    }

    private static object? Property(string name, long state) => Decoding.Property(Event(state), name);

    private static KTraceEvent Event(long state) => Decoding.Event(_state,
        Decoding.Record(24, (8, BitConverter.GetBytes(state)), (16, [1]), (20, [7])));
}
