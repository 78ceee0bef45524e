using System.Text;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Records;

/// <summary>Fields whose place and length stand in the record.</summary>
/// <remarks>
/// <code>
///  0        8             12            16          16+n
/// +--------+-------------+-------------+-----------+
/// | common | len &lt;&lt; 16 |  | (unused)    | data      |
/// |        |      offset |             |           |
/// +--------+-------------+-------------+-----------+
/// </code>
/// </remarks>
public class FieldReaderDynamicTests
{
    private const int DataAt = 16;

    [Theory]
    [InlineData("hello\0", "hello")]
    [InlineData("hello", "hello")]
    [InlineData("\0hidden", "")]
    [InlineData("", "")]
    [InlineData("(null)\0", "(null)")]
    public void Text(string data, string expected)
    {
        Assert.Equal(expected, Read("__data_loc char[] value", Encoding.UTF8.GetBytes(data)));
        Assert.Equal(expected, Read("__rel_loc char[] value", Encoding.UTF8.GetBytes(data)));
    }

    [Fact]
    public void Numbers()
    {
        byte[] data = [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0];

        Assert.Equal(new[] { 1ul, 2ul }, Read("__data_loc u64[] value", data));
        Assert.Equal(new[] { 1ul, 2ul }, Read("__rel_loc u64[] value", data));
        Assert.Equal(new[] { 1, 0, 2, 0 }, Read("__data_loc int[] value", data));
        Assert.Equal(data, Read("__data_loc u8[] value", data));
    }

    [Theory]
    [InlineData("__data_loc cpumask_t value")]
    [InlineData("__rel_loc cpumask_t value")]
    [InlineData("__data_loc cpumask_t *[] value")]
    [InlineData("__rel_loc cpumask_t *[] value")]
    public void Masks(string declaration)
    {
        var mask = Assert.IsType<KernelBitmask>(Read(declaration, [0b1101, 0, 0, 0, 0, 0, 0, 0x80]));

        Assert.Equal("0,2-3,63", mask.ToString());
    }

    [Theory]
    [InlineData(16, 0, "")]
    [InlineData(16, 3, "abc")]
    [InlineData(18, 3, "cde")]
    [InlineData(16, 8, "abcdefgh")]
    [InlineData(16, 9, "abcdefgh")]
    [InlineData(16, 0xffff, "abcdefgh")]
    [InlineData(23, 0xffff, "h")]
    [InlineData(24, 1, "")]
    [InlineData(24, 0xffff, "")]
    [InlineData(0xffff, 0xffff, "")]
    public void A_location_outside_the_record_is_cut_off(int offset, int length, string expected)
    {
        Assert.Equal(expected, ReadAt("__data_loc char[] value", offset, length, "abcdefgh"u8));
        Assert.Equal(expected, ReadAt("__rel_loc char[] value", offset - 12, length, "abcdefgh"u8));
    }

    [Fact]
    public void A_location_may_point_at_the_fixed_part() =>
        Assert.Equal(new byte[] { 0x74, 0x01 }, ReadAt("__data_loc u8[] value", 0, 2, []));

    [Fact]
    public void A_record_without_the_whole_location_is_empty()
    {
        EventFormat format = FormatText.Parse("test", "short", FormatText.Field("__data_loc char[] value", 8, 4));
        byte[] record = Decoding.Record(12, (8, BitConverter.GetBytes(4 << 16)));

        for (int length = 0; length < 12; length++)
            Assert.Equal("", Decoding.Value(format.Fields[0], format, record.AsSpan(0, length)));
        Assert.NotEqual("", Decoding.Value(format.Fields[0], format, record));
    }

    [Fact]
    public void A_stack_has_as_many_callers_as_the_record()
    {
        EventFormat format = EventFormatParser.Parse("ftrace", Samples.KernelStack);
        byte[] record = Decoding.Record(16 + 8 * 10, (8, [10]));
        for (int n = 0; n < 10; n++) record[16 + 8 * n] = (byte)(n + 1);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
            Assert.IsType<ulong[]>(Decoding.Value(format.Fields[1], format, record)).Select(caller => (int)caller));
        Assert.Equal(new[] { 1ul }, Decoding.Value(format.Fields[1], format, record.AsSpan(0, 24)));
    }

    [Fact]
    public void Fixed_fields_of_a_variable_record_are_read_too()
    {
        EventFormat format = EventFormatParser.Parse("sched", Samples.ProcessExec);
        byte[] record = Decoding.Record(32, (8, BitConverter.GetBytes(8 << 16 | 20)), (12, BitConverter.GetBytes(-7)),
            (16, BitConverter.GetBytes(9)), (20, "/bin/sh\0"u8.ToArray()));
        KTraceEvent read = Decoding.Event(format, record);

        Assert.Equal("/bin/sh", Decoding.Property(read, "filename"));
        Assert.Equal(-7, Decoding.Property(read, "field_pid"));
        Assert.Equal(9, Decoding.Property(read, "old_pid"));
    }

    private static object? Read(string declaration, byte[] data) => ReadAt(declaration,
        declaration.StartsWith("__rel", StringComparison.Ordinal) ? DataAt - 12 : DataAt, data.Length, data);

    private static object? ReadAt(string declaration, int offset, int length, ReadOnlySpan<byte> data)
    {
        EventFormat format = FormatText.Parse("test", "dynamic", FormatText.Field(declaration, 8, 4));
        byte[] record = Decoding.Record(DataAt + data.Length,
            (8, BitConverter.GetBytes((uint)length << 16 | (uint)offset)), (DataAt, data.ToArray()));
        return Decoding.Value(format.Fields[0], format, record);
    }
}
