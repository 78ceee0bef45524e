using KernelTrace.Formats.Functions;

namespace KernelTrace.Formats.Tests.Functions;

public sealed class DurationHistogramTests
{
    [Fact]
    public void Every_value_is_told_to_eight_parts_in_a_thousand()
    {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++)
        {
            long value = random.NextInt64() >> random.Next(63);
            var histogram = new DurationHistogram();
            histogram.Add(0);
            histogram.Add(value);
            histogram.Add(long.MaxValue);
            Assert.InRange(Math.Abs((double)histogram.Percentile(0.5) - value), 0, value * 0.008);
        }
    }

    [Fact]
    public void Percentiles_are_those_of_the_sorted_values()
    {
        var random = new Random(4);
        for (int round = 0; round < 200; round++)
        {
            long[] values = [.. Enumerable.Range(0, random.Next(1, 3000)).Select(_ => (long)Math.Exp(random.NextDouble() * 20))];
            var histogram = new DurationHistogram();
            foreach (long value in values) histogram.Add(value);
            Array.Sort(values);
            foreach (double part in (double[])[0, 0.5, 0.95, 0.99, 1])
            {
                long exact = values[Math.Clamp((int)Math.Ceiling(part * values.Length) - 1, 0, values.Length - 1)];
                Assert.InRange((double)histogram.Percentile(part), exact * 0.992 - 0.5, exact * 1.008 + 0.5);
            }

            Assert.Equal((values.Sum(), values.Length, values[0], values[^1]), (histogram.Total, histogram.Count, histogram.Minimum, histogram.Maximum));
        }
    }

    [Fact]
    public void Nothing_is_nothing()
    {
        var histogram = new DurationHistogram();
        Assert.Equal((0, 0, 0, 0), (histogram.Count, histogram.Minimum, histogram.Maximum, histogram.Percentile(0.5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Add(-1));
    }
}
