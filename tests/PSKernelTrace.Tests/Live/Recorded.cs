using KernelTrace.Formats.Records;
using KernelTrace.Reading;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>What a reader gave out, and the checks that every reading must pass.</summary>
internal sealed class Recorded
{
    public List<KTraceEvent> All { get; } = [];

    public IEnumerable<KTraceEvent> Events => All.Where(item => item is not KTraceLostEvents);

    public IEnumerable<KTraceLostEvents> Lost => All.OfType<KTraceLostEvents>();

    public void Drain(TraceReader reader)
    {
        reader.Drain();
        ReadReady(reader);
        reader.CloseGaps();
        ReadReady(reader);
    }

    public void ReadReady(TraceReader reader)
    {
        while (reader.TryRead(out KTraceEvent? item)) All.Add(item);
    }

    public void Follow(TraceReader reader, Func<bool> until)
    {
        while (!until())
        {
            ReadReady(reader);
            reader.Wait(TimeSpan.FromMilliseconds(50));
        }
    }

    public void IsInTimeOrder()
    {
        for (int i = 1; i < All.Count; i++)
            Assert.True(All[i - 1].TimestampNs <= All[i].TimestampNs, $"item {i} is older than the one before it:\n{All[i - 1]}\n{All[i]}");
    }

    /// <summary>Every event of a generator, from the first to the last, with nothing but what is said to be lost
    /// missing, and each loss exactly where it is said to be.</summary>
    /// <param name="generator">The generator, alone on its CPU.</param>
    /// <param name="cpu">Its CPU.</param>
    /// <param name="misplaced">How many gaps may stand at another place, the number of events still being exact.</param>
    public void IsComplete(Generator generator, int cpu, int misplaced = 0)
    {
        long next = Generator.First, received = 0, lost = 0;
        foreach (KTraceEvent item in All.Where(item => item.Cpu == cpu))
        {
            if (item is KTraceLostEvents gap)
            {
                Assert.NotNull(gap.Count);
                next += gap.Count.Value;
                lost += gap.Count.Value;
                continue;
            }

            if (item.Tid != generator.Tid) continue;
            uint fd = ((dynamic)item).fd;
            if (fd != next)
            {
                Assert.True(misplaced-- > 0, $"event {received} of {generator.Name} has fd {fd - Generator.First}, not {next - Generator.First}");
                next = fd;
            }

            next++;
            received++;
            Assert.Equal(generator.Name, item.Comm);
            Assert.Equal(generator.Pid, item.Pid);
        }

        Assert.Equal(generator.Count, received + lost);
    }
}
