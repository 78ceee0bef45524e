using CsCheck;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Records;

public class KernelBitmaskTests
{
    private static readonly Gen<HashSet<int>> _bits = Gen.Int[0, 200].HashSet[0, 60];

    [Theory]
    [InlineData(new byte[0], "")]
    [InlineData(new byte[] { 0 }, "")]
    [InlineData(new byte[] { 1 }, "0")]
    [InlineData(new byte[] { 0b1100_1111 }, "0-3,6-7")]
    [InlineData(new byte[] { 0b0000_0101, 0x01 }, "0,2,8")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x80, 0x01 }, "63-64")]
    public void Text_is_a_list_of_ranges(byte[] bytes, string expected) =>
        Assert.Equal(expected, KernelBitmask.FromBytes(bytes).ToString());

    [Fact]
    public void A_mask_is_the_set_of_its_bits() => _bits.Sample(bits =>
    {
        KernelBitmask mask = Mask(bits, 26);
        Assert.Equal(bits.Order(), mask);
        Assert.Equal(bits.Count, mask.Count);
        for (int bit = -2; bit < 400; bit++) Assert.Equal(bits.Contains(bit), mask.Contains(bit));
        Assert.False(mask.Contains(int.MinValue) || mask.Contains(int.MaxValue));
    });

    [Fact]
    public void The_list_names_the_set() => _bits.Sample(bits =>
    {
        string text = Mask(bits, 26).ToString();
        string[] ranges = text.Length == 0 ? [] : text.Split(',');
        Assert.Equal(bits.Order(), ranges.SelectMany(Numbers));
        // ranges are as long as they can be
        Assert.All(ranges, range => Assert.DoesNotContain(Numbers(range).Last() + 1, bits));
    });

    [Fact]
    public void Equality_is_that_of_the_sets() => Gen.Select(_bits, _bits).Sample((some, others) =>
    {
        KernelBitmask mask = Mask(some, 26);
        Assert.True(mask.Equals(Mask(some, 64)) && mask.Equals((object)Mask(some, 64)));
        Assert.Equal(mask.GetHashCode(), Mask(some, 64).GetHashCode());
        Assert.Equal(some.SetEquals(others), mask.Equals(Mask(others, 26)));
        Assert.False(mask.Equals(null));
    });

    [Fact]
    public void A_mask_keeps_a_copy_of_its_words()
    {
        ulong[] words = [5, 1];
        var mask = new KernelBitmask(words);
        words[0] = 0;

        Assert.Equal([0, 2, 64], mask);
    }

    private static KernelBitmask Mask(IEnumerable<int> bits, int length)
    {
        var bytes = new byte[length];
        foreach (int bit in bits) bytes[bit / 8] |= (byte)(1 << bit % 8);
        return KernelBitmask.FromBytes(bytes);
    }

    private static IEnumerable<int> Numbers(string range)
    {
        int[] ends = [.. range.Split('-').Select(int.Parse)];
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}
