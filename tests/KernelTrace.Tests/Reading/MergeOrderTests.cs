using KernelTrace.Reading;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Reading;

/// <summary>The order across CPUs, for streams of any times, cuts and delays.</summary>
public sealed class MergeOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(33)]
    public void Followed_streams_come_out_as_one_sorted_list(int cpus)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var merging = new Merging(cpus, () => 1 + random.Next(12));
            List<(int Cpu, long Time, long Number)> model = Fill(merging, random, perCpu: 200 / cpus + 20);
            while (merging.Out.Count < model.Count)
            {
                merging.TakeReady();
                merging.Now += random.Next(1, 1_000_000);
                Assert.True(merging.Now < 1_000_000_000_000, "it does not end");
            }

            Compare(model, merging, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    public void Drained_streams_come_out_as_one_sorted_list(int cpus)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var merging = new Merging(cpus, () => 1 + random.Next(12));
            List<(int Cpu, long Time, long Number)> model = Fill(merging, random, perCpu: 100);
            merging.Now = 1_000_000_000_000;
            merging.Drain();

            Compare(model, merging, $"seed {seed}");
            Assert.False(merging.Merge.Holding);
        }
    }

    [Fact]
    public void An_idle_cpu_never_holds_the_others_back()
    {
        var merging = new Merging(64);
        for (int number = 0; number < 100; number++) merging.Sources[5].Add(1000 + number, number);
        merging.Now = 1100 + TimeOrderedMerge.SlackNs;
        merging.TakeReady();

        Assert.Equal(Enumerable.Range(0, 100).Select(number => (long)number), merging.Numbers);
    }

    [Fact]
    public void Records_are_held_until_they_are_old_enough()
    {
        var merging = new Merging(2);
        merging.Sources[0].Add(1000, 1);
        merging.Sources[0].Add(5000, 2);
        merging.Now = 5000;
        merging.TakeReady();
        Assert.Empty(merging.Out);
        Assert.True(merging.Merge.Holding);

        merging.Now = 1000 + TimeOrderedMerge.SlackNs - 1;
        merging.TakeReady();
        Assert.Empty(merging.Out);

        merging.Now++;
        merging.TakeReady();
        Assert.Equal([1], merging.Numbers);

        merging.Now = 5000 + TimeOrderedMerge.SlackNs;
        merging.TakeReady();
        Assert.Equal([1, 2], merging.Numbers);
        Assert.False(merging.Merge.Holding);
    }

    /// <summary>What a CPU has can only be followed by younger ones: nothing to wait for while all have a record.</summary>
    [Fact]
    public void Nothing_is_held_while_every_cpu_has_a_record()
    {
        var merging = new Merging(2) { Now = 2000 };
        merging.Sources[0].Add(1000, 1);
        merging.Sources[1].Add(1500, 2);
        merging.TakeReady();

        Assert.Equal([1], merging.Numbers);
    }

    [Fact]
    public void A_record_committed_within_the_slack_is_still_in_order()
    {
        var merging = new Merging(2);
        merging.Sources[0].Add(2000, 2);
        merging.Sources[1].Add(1500, 1, committed: 1000 + TimeOrderedMerge.SlackNs);
        for (merging.Now = 2000; merging.Out.Count < 2; merging.Now += 100_000) merging.TakeReady();

        Assert.Equal([1, 2], merging.Numbers);
    }

    [Fact]
    public void A_record_that_is_later_still_is_given_out_late()
    {
        var merging = new Merging(2);
        merging.Sources[0].Add(2000, 2);
        merging.Sources[1].Add(1500, 1, committed: 2000 + 2 * TimeOrderedMerge.SlackNs);
        for (merging.Now = 2000; merging.Out.Count < 2; merging.Now += 100_000) merging.TakeReady();

        Assert.Equal([2, 1], merging.Numbers);
    }

    private static List<(int Cpu, long Time, long Number)> Fill(Merging merging, Random random, int perCpu)
    {
        var model = new List<(int, long, long)>();
        for (int cpu = 0; cpu < merging.Sources.Length; cpu++)
        {
            // some CPUs are busy, some nearly idle; a commit may take nearly as long as the slack
            long time = 1000, step = 1L << random.Next(4, 29);
            int count = random.Next(4) == 0 ? random.Next(3) : perCpu;
            for (int number = 0; number < count; number++)
            {
                time += random.NextInt64(step);
                merging.Sources[cpu].Add(time, number, time + random.NextInt64(TimeOrderedMerge.SlackNs));
                model.Add((cpu, time, number));
            }
        }

        return model;
    }

    private static void Compare(List<(int Cpu, long Time, long Number)> model, Merging merging, string what)
    {
        Assert.Equal(model.Select(item => item.Time).Order(), merging.Out.Select(item => item.Time));
        foreach (IGrouping<int, (int Cpu, long Time, long Number)> of in model.GroupBy(item => item.Cpu))
        {
            IEnumerable<long> numbers = merging.Out.Where(item => item.Cpu == of.Key).Select(item => item.Number);
            Assert.True(of.Select(item => item.Number).SequenceEqual(numbers), $"{what}: CPU {of.Key} is not complete");
        }
    }
}
