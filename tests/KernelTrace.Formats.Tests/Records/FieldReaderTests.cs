using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Records;

/// <summary>Fixed fields: what is written is read, by the property and by <c>Fields</c>.</summary>
public class FieldReaderTests
{
    [Theory]
    [InlineData("s8", 1, true, "80", (sbyte)-128)]
    [InlineData("u8", 1, false, "80", (byte)128)]
    [InlineData("short", 2, true, "fe ff", (short)-2)]
    [InlineData("u16", 2, false, "fe ff", (ushort)65534)]
    [InlineData("int", 4, true, "fe ff ff ff", -2)]
    [InlineData("unsigned int", 4, false, "fe ff ff ff", 4294967294u)]
    [InlineData("long", 8, true, "fe ff ff ff ff ff ff ff", -2L)]
    [InlineData("u64", 8, false, "fe ff ff ff ff ff ff ff", 18446744073709551614ul)]
    [InlineData("bool", 1, false, "00", false)]
    [InlineData("bool", 1, false, "01", true)]
    [InlineData("bool", 1, false, "80", true)]
    [InlineData("char name[8]", 8, false, "61 62 00 63 64 65 66 67", "ab")]
    [InlineData("char name[4]", 4, false, "61 62 63 64", "abcd")]
    [InlineData("char name[4]", 4, false, "00 62 63 64", "")]
    [InlineData("char name[4]", 4, false, "c3 a9 ff 00", "\u00e9\ufffd")]
    public void A_value_is_read(string type, int size, bool signed, string hex, object expected)
    {
        string declaration = type.Contains(' ') && type.Contains('[') ? type : type + " value";

        Assert.Equal(expected, Read(declaration, size, signed, hex));
    }

    [Fact]
    public void An_address_of_either_width_is_read()
    {
        Assert.Equal(new KernelAddress(0xffffffff81000000), Read("void * at", 8, false, "00 00 00 81 ff ff ff ff"));
        Assert.Equal(new KernelAddress(0xc0000000), Read("void * at", 4, false, "00 00 00 c0"));
    }

    [Theory]
    [InlineData("u16 list[2]", "01 00 ff ff", new ushort[] { 1, 65535 })]
    [InlineData("short list[2]", "01 00 ff ff", new short[] { 1, -1 })]
    [InlineData("u32 list[2]", "01 00 00 00 ff ff ff ff", new[] { 1u, uint.MaxValue })]
    [InlineData("int list[2]", "01 00 00 00 ff ff ff ff", new[] { 1, -1 })]
    [InlineData("u32 list[1 * 2]", "01 00 00 00 ff ff ff ff", new[] { 1u, uint.MaxValue })]
    [InlineData("u64 list[1]", "ff ff ff ff ff ff ff ff", new[] { ulong.MaxValue })]
    [InlineData("long list[1]", "ff ff ff ff ff ff ff ff", new[] { -1L })]
    [InlineData("u8 list[3]", "01 02 ff", new byte[] { 1, 2, 255 })]
    [InlineData("struct pair list", "01 02 ff", new byte[] { 1, 2, 255 })]
    public void An_array_is_read(string declaration, string hex, Array expected) =>
        Assert.Equal(expected, Read(declaration, Bytes(hex).Length, false, hex));

    [Fact]
    public void An_array_of_addresses_is_read() =>
        Assert.Equal(new KernelAddress[] { 1ul, 0x8000000000000000ul },
            Read("void * list[2]", 16, false, "01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 80"));

    [Fact]
    public void A_mask_is_read() =>
        Assert.Equal([0, 3, 64], Assert.IsType<KernelBitmask>(
            Read("cpumask_t mask", 16, false, "09 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00")));

    [Theory]
    [InlineData("", new uint[0])]
    [InlineData("01 00 00", new uint[0])]
    [InlineData("01 00 00 00", new[] { 1u })]
    [InlineData("01 00 00 00 02 00 00 00 03", new[] { 1u, 2u })]
    public void A_flexible_array_goes_on_to_the_end(string hex, uint[] expected) =>
        Assert.Equal(expected, Read("u32 list[]", 0, false, hex));

    [Fact]
    public void A_field_behind_a_short_record_is_zero_or_empty()
    {
        EventFormat format = FormatText.Parse("test", "behind",
            FormatText.Field("int number", 8, 4, signed: true), FormatText.Field("char text[8]", 12, 8),
            FormatText.Field("void * address", 24, 8), FormatText.Field("bool flag", 32, 1),
            FormatText.Field("cpumask_t mask", 40, 8), FormatText.Field("u32 list[2]", 48, 8));
        for (int length = 0; length <= 8; length++)
        {
            KTraceEvent read = Decoding.Event(format, Decoding.Record(8).AsSpan(0, length));
            Assert.Equal(0, Decoding.Property(read, "number"));
            Assert.Equal("", Decoding.Property(read, "text"));
            Assert.Equal(default(KernelAddress), Decoding.Property(read, "address"));
            Assert.Equal(false, Decoding.Property(read, "flag"));
            Assert.Empty(Assert.IsType<KernelBitmask>(Decoding.Property(read, "mask")));
            Assert.Equal(new uint[2], Decoding.Property(read, "list"));
            Assert.Equal(["number", "text", "address", "flag", "mask", "list"], read.Fields.Keys.Cast<string>());
        }
    }

    [Fact]
    public void Names_in_Fields_are_found_without_regard_to_case_unless_they_differ_in_case_alone()
    {
        string a = FormatText.Field("int Speed", 8, 4), b = FormatText.Field("int speed", 12, 4);
        byte[] record = Decoding.Record(16, (8, [1]), (12, [2]));

        Assert.Equal(1u, Decoding.Event(FormatText.Parse("test", "one", a), record).Fields["SPEED"]);
        var both = Decoding.Event(FormatText.Parse("test", "two", a, b), record).Fields;
        Assert.Equal((1u, 2u), (both["Speed"], both["speed"]));
    }

    [Fact]
    public void Unsigned_reads_no_further_than_the_bytes()
    {
        Assert.Equal(0u, FieldReader.Unsigned([1, 2, 3], 4));
        Assert.Equal(0x04030201u, FieldReader.Unsigned([1, 2, 3, 4, 5], 4));
        Assert.Equal(0u, FieldReader.Unsigned([1, 2, 3, 4, 5], 3));
    }

    private static object? Read(string declaration, int size, bool signed, string hex)
    {
        EventFormat format = FormatText.Parse("test", "single", FormatText.Field(declaration, 8, size, signed));
        byte[] bytes = Bytes(hex);
        return Decoding.Value(format.Fields[0], format, Decoding.Record(8 + bytes.Length, (8, bytes)));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
