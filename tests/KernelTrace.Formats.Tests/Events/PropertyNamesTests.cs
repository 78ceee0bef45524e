using System.Reflection;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Events;

public class PropertyNamesTests
{
    public static TheoryData<string> BaseProperties =>
        [.. typeof(KTraceEvent).GetProperties().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(BaseProperties))]
    public void A_field_named_as_a_base_property_makes_way(string name)
    {
        foreach (string field in (string[])[name, name.ToLowerInvariant(), name.ToUpperInvariant()])
            Assert.Equal("field_" + field, FormatText.Single("int " + field, 4).PropertyName);
    }

    [Theory]
    [InlineData("tostring")]
    [InlineData("GetType")]
    [InlineData("equals")]
    [InlineData("get_Comm")]
    [InlineData("psobject")]
    [InlineData("PSTypeNames")]
    [InlineData("psbase")]
    public void So_does_a_field_named_as_any_other_member(string name) =>
        Assert.Equal("field_" + name, FormatText.Single("int " + name, 4).PropertyName);

    [Theory]
    [InlineData("prev_pid")]
    [InlineData("pid_")]
    [InlineData("__syscall_nr")]
    public void Other_names_stay(string name) =>
        Assert.Equal(name, FormatText.Single("int " + name, 4).PropertyName);

    [Fact]
    public void Names_that_differ_in_case_alone_get_properties_of_their_own()
    {
        EventFormat format = Parse("speed", "Speed", "field_Speed", "comm", "field_comm");
        string[] names = [.. format.Fields.Select(field => field.PropertyName)];

        Assert.Equal("speed", names[0]);
        Assert.Equal("field_Speed", names[1]);
        Assert.Equal("field_comm", names[3]);
        Assert.Equal(5, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Every_property_is_there_once_and_reads_its_own_field()
    {
        EventFormat format = Parse("comm", "Speed", "speed", "pid", "cpu", "event", "message", "Record", "Create", "_record");
        byte[] record = Decoding.Record(format.FixedSize,
            [.. format.Fields.Select((field, n) => (field.Offset, BitConverter.GetBytes(n + 1)))]);
        KTraceEvent read = Decoding.Event(format, record);

        for (int n = 0; n < format.Fields.Count; n++)
        {
            Assert.Equal(n + 1, Decoding.Property(read, format.Fields[n].PropertyName));
            Assert.Equal(n + 1, read.Fields[format.Fields[n].Name]);
        }

        string[] shown = [.. read.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)];
        Assert.Equal(shown.Length, shown.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("bash", read.Comm);
        Assert.Equal(4200, read.Pid);
        Assert.Equal("test:names", read.Event);
    }

    private static EventFormat Parse(params string[] names) => FormatText.Parse("test", "names",
        [.. names.Select((name, n) => FormatText.Field("int " + name, 8 + 4 * n, 4, signed: true))]);
}
