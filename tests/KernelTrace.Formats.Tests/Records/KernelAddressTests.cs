using CsCheck;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Records;

public class KernelAddressTests
{
    [Theory]
    [InlineData(0ul, "0x0")]
    [InlineData(0xffffffff81000000ul, "0xffffffff81000000")]
    [InlineData(ulong.MaxValue, "0xffffffffffffffff")]
    public void Text_is_hex(ulong value, string expected)
    {
        var address = new KernelAddress(value);

        Assert.Equal(expected, address.ToString());
        Assert.Equal(expected, $"{address}");
        Assert.Equal(expected, address.ToString("", null));
        Assert.Equal(expected, address.ToString(null, null));
    }

    [Fact]
    public void Text_in_a_format_of_a_number()
    {
        Assert.Equal("000000FF", $"{new KernelAddress(255):X8}");
        Assert.Equal("255", $"{new KernelAddress(255):d}");
    }

    [Fact]
    public void Text_and_parse_are_a_round_trip() => Gen.ULong.Sample(value =>
        KernelAddress.Parse(new KernelAddress(value).ToString()).Value == value
        && KernelAddress.Parse($"{value}").Value == value
        && KernelAddress.Parse($"0X{value:X16}").Value == value);

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x1g")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("0x 1")]
    [InlineData("1,000")]
    [InlineData("ff")]
    [InlineData("0x10000000000000000")]
    [InlineData("18446744073709551616")]
    public void What_is_no_number_is_a_format_error(string text) =>
        Assert.Throws<FormatException>(() => KernelAddress.Parse(text));

    [Fact]
    public void Nothing_is_no_text() => Assert.Throws<ArgumentNullException>(() => KernelAddress.Parse(null!));

    [Fact]
    public void Conversions_keep_the_bits()
    {
        KernelAddress fromInt = -1, fromLong = long.MinValue, fromUnsigned = 5ul;

        Assert.Equal(ulong.MaxValue, fromInt.Value);
        Assert.Equal(1ul << 63, fromLong.ToUInt64());
        ulong back = fromUnsigned;
        Assert.Equal(5ul, back);
    }

    [Fact]
    public void Order_is_that_of_the_unsigned_number() => Gen.Select(Gen.ULong, Gen.ULong).Sample((a, b) =>
    {
        KernelAddress left = a, right = b;
        Assert.Equal(a.CompareTo(b), left.CompareTo(right));
        Assert.Equal(a.CompareTo(b), left.CompareTo((object)right));
        bool[] expected = [a < b, a > b, a <= b, a >= b, a == b];
        bool[] seen = [left < right, left > right, left <= right, left >= right, left == right];
        Assert.Equal(expected, seen);
    });

    [Fact]
    public void Everything_else_comes_before()
    {
        Assert.True(new KernelAddress(0).CompareTo(null) > 0);
        Assert.True(new KernelAddress(0).CompareTo("0x0") > 0);
    }
}
