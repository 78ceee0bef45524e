using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Records;

public class EventClassTests
{
    private static readonly string _a = FormatText.Field("int a", 8, 4, signed: true);
    private static readonly string _b = FormatText.Field("__data_loc char[] b", 12, 4);

    [Fact]
    public void The_same_layout_shares_a_class()
    {
        EventFormat one = FormatText.Parse("share", "same", _a);
        EventFormat other = EventFormatParser.Parse("share",
            FormatText.Of("same", "\"other words\"", _a).Replace($"ID: {FormatText.Id}", "ID: 9", StringComparison.Ordinal));

        Assert.Same(EventClass.ConstructorOf(one), EventClass.ConstructorOf(other));
        Assert.Equal("KernelTrace.Events.share.same", Class(one).FullName);
    }

    [Theory]
    [InlineData("int b", 8, 4, true)]
    [InlineData("int a", 12, 4, true)]
    [InlineData("int a", 8, 4, false)]
    [InlineData("long a", 8, 8, true)]
    [InlineData("char a[4]", 8, 4, true)]
    public void Another_layout_under_the_same_name_has_a_class_of_its_own(string declaration, int offset, int size, bool signed)
    {
        Type first = Class(FormatText.Parse("share", "layout", _a));
        Type second = Class(FormatText.Parse("share", "layout", FormatText.Field(declaration, offset, size, signed)));

        Assert.NotSame(first, second);
        Assert.Matches(@"^KernelTrace\.Events\.share\.layout(_\d+)?$", second.FullName);
        Assert.NotEqual(first.FullName, second.FullName);
    }

    [Fact]
    public void Another_system_has_a_class_of_its_own() =>
        Assert.NotSame(Class(FormatText.Parse("one", "same", _a)), Class(FormatText.Parse("two", "same", _a)));

    [Fact]
    public void The_number_of_fields_of_a_class_is_that_of_the_format()
    {
        Type type = Class(FormatText.Parse("share", "counted", _a, _b));

        Assert.Equal(["a", "b"], type.GetProperties().Where(p => p.DeclaringType == type).Select(p => p.Name));
        Assert.True(type is { IsSealed: true, IsPublic: true });
        Assert.Empty(type.GetConstructors());
        Assert.Equal(typeof(VariableEvent), type.BaseType);
        Assert.Equal(typeof(KTraceEvent), Class(FormatText.Parse("share", "fixed", _a)).BaseType);
    }

    [Fact]
    public void An_event_keeps_a_copy_of_its_record()
    {
        foreach (string[] fields in (string[][])[[_a], [_a, _b]])
        {
            EventFormat format = FormatText.Parse("share", "copy", fields);
            byte[] record = Decoding.Record(24, (8, [1]), (12, BitConverter.GetBytes(4 << 16 | 16)), (16, "abc\0"u8.ToArray()));
            KTraceEvent read = Decoding.Event(format, record);
            string before = read.ToString();
            record.AsSpan().Fill(0xff);

            Assert.Equal(1, Decoding.Property(read, "a"));
            Assert.Equal(before, read.ToString());
            if (fields.Length > 1) Assert.Equal("abc", Decoding.Property(read, "b"));
        }
    }

    [Fact]
    public void Events_of_one_class_do_not_share_their_records()
    {
        EventFormat format = FormatText.Parse("share", "apart", _a);
        KTraceEvent[] events = [.. Enumerable.Range(0, 100).Select(n => Decoding.Event(format, Decoding.Record(12, (8, BitConverter.GetBytes(n)))))];

        Assert.Equal(Enumerable.Range(0, 100), events.Select(read => (int)Decoding.Property(read, "a")!));
    }

    [Fact]
    public void An_event_without_fields_is_an_event()
    {
        KTraceEvent read = Decoding.Event(FormatText.Parse("share", "bare"), Decoding.Record(8));

        Assert.Equal(("", 0), (read.Message, read.Fields.Count));
        Assert.Equal("", Decoding.Event(EventFormatParser.Parse("share", "name: nothing\nID: 1"), []).Message);
    }

    [Fact]
    public void Many_threads_get_one_class()
    {
        EventFormat format = FormatText.Parse("share", "threads", _a, _b);
        var seen = new EventConstructor[64];
        Parallel.For(0, seen.Length, n => seen[n] = EventClass.ConstructorOf(
            n % 2 == 0 ? format : FormatText.Parse("share", "threads", _a, _b)));

        Assert.Single(seen.Distinct());
    }

    [Fact]
    public void A_field_at_an_odd_offset_is_read()
    {
        EventFormat format = FormatText.Parse("share", "odd", FormatText.Field("u64 a", 9, 8), FormatText.Field("int b", 17, 4, signed: true));
        KTraceEvent read = Decoding.Event(format, Decoding.Record(21, (9, BitConverter.GetBytes(ulong.MaxValue - 1)), (17, BitConverter.GetBytes(-3))));

        Assert.Equal(ulong.MaxValue - 1, Decoding.Property(read, "a"));
        Assert.Equal(-3, Decoding.Property(read, "b"));
    }

    [Fact]
    public void Nothing_is_no_format() => Assert.Throws<ArgumentNullException>(() => EventClass.ConstructorOf(null!));

    private static Type Class(EventFormat format) => Decoding.Event(format, []).GetType();
}
