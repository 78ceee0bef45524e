using KernelTrace.Reading;
using KernelTrace.Tracefs;

namespace KernelTrace.Tests.Support;

/// <summary>Streams over fake sources, merged; a clock that a test moves and counters that it sets.</summary>
internal sealed class Merging
{
    public Merging(int cpus, Func<int>? cut = null, bool discards = false)
    {
        Stats = [.. Enumerable.Range(0, cpus).Select(cpu => new CpuStats(cpu, 0, 0, 0, 0, 0, 0, 0))];
        Sources = [.. Enumerable.Range(0, cpus).Select(_ => new TickSource(() => Now) { Cut = cut ?? (() => 12) })];
        Streams = [.. Stats.Select(stats => new CpuStream(TickSource.Layout, stats))];
        for (int cpu = 0; cpu < cpus; cpu++) Streams[cpu].Attach(Sources[cpu], discards);
        Merge = new TimeOrderedMerge(Streams, () => Now, cpu => Stats[cpu] with { Now = Now });
        Merge.Seat();
    }

    public long Now { get; set; } = 1000;

    public TickSource[] Sources { get; }

    public CpuStream[] Streams { get; }

    public CpuStats[] Stats { get; }

    public TimeOrderedMerge Merge { get; }

    /// <summary>What went out: a record (its CPU, time and number) or a gap.</summary>
    public List<(int Cpu, long Time, long Number, Gap? Gap)> Out { get; } = [];

    public IEnumerable<long> Numbers => Out.Where(item => item.Gap is null).Select(item => item.Number);

    public void Drain()
    {
        Merge.DrainUntil = Now;
        foreach (CpuStream stream in Streams) stream.Drained = false;
        Merge.Seat();
        TakeReady();
    }

    public void CloseGaps()
    {
        foreach (CpuStream stream in Streams) stream.CloseGaps(Stats[stream.Cpu] with { Now = Now });
        Merge.Seat();
        TakeReady();
    }

    /// <summary>Takes what may go now, but no more than a number of items.</summary>
    public void TakeReady(int most = int.MaxValue)
    {
        while (most-- > 0 && Merge.Next() is CpuStream stream)
        {
            if (stream.HasGap)
            {
                Gap gap = stream.HeadGap;
                Out.Add((stream.Cpu, stream.HeadTime, 0, gap));
                stream.TakeGap();
            }
            else
            {
                Out.Add((stream.Cpu, stream.HeadTime, TickSource.Number(stream.Record), null));
                stream.TakeRecord();
            }

            Merge.Moved();
        }
    }
}
