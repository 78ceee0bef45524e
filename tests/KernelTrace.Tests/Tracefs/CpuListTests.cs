using KernelTrace.Tracefs;

namespace KernelTrace.Tests.Tracefs;

public sealed class CpuListTests
{
    [Theory]
    [InlineData(new[] { 0 }, "00000001", "0")]
    [InlineData(new[] { 0, 1, 2, 3, 8 }, "0000010f", "0-3,8")]
    [InlineData(new[] { 31 }, "80000000", "31")]
    [InlineData(new[] { 32 }, "00000001,00000000", "32")]
    [InlineData(new[] { 0, 63, 64 }, "00000001,80000000,00000001", "0,63-64")]
    public void A_mask_and_a_list(int[] cpus, string mask, string text)
    {
        Assert.Equal(mask, CpuList.ToMask(cpus));
        Assert.Equal(cpus, CpuList.FromMask(mask));
        Assert.Equal(text, CpuList.ToText(cpus));
    }

    [Theory]
    [InlineData("3\n", new[] { 0, 1 })]
    [InlineData("f,00000000\n", new[] { 32, 33, 34, 35 })]
    [InlineData("0\n", new int[0])]
    [InlineData("", new int[0])]
    public void A_mask_as_the_kernel_prints_it(string mask, int[] cpus) => Assert.Equal(cpus, CpuList.FromMask(mask));

    [Fact]
    public void Any_set_comes_back_the_same()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            int[] cpus = [.. Enumerable.Range(0, 1 + random.Next(300)).Where(_ => random.Next(3) == 0).Append(random.Next(400)).Distinct().Order()];
            Assert.Equal(cpus, CpuList.FromMask(CpuList.ToMask(cpus)));
            Assert.Equal(cpus, CpuList.ToText(cpus).Split(',').Select(part => part.Split('-').Select(int.Parse).ToArray())
                .SelectMany(ends => Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)));
        }
    }

    /// <summary>The kernel refuses a mask without bits, so it is written as one rather than failing here.</summary>
    [Fact]
    public void No_cpu_is_a_mask_of_zeros() => Assert.Equal("00000000", CpuList.ToMask([]));
}
