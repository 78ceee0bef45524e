using System.Diagnostics;

namespace Benchmarks;

/// <summary>Times an action: the median of several runs, after warm-up.</summary>
internal static class Measure
{
    /// <summary>Processor seconds of this process, which other load on the machine does not change much.</summary>
    public static double CpuSeconds(Action action, int runs = 7, int warmUp = 3) => Median(runs, warmUp, () =>
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
    });

    /// <summary>Seconds by the wall clock.</summary>
    public static double WallSeconds(Action action, int runs = 5, int warmUp = 1) => Median(runs, warmUp, () =>
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    });

    /// <summary>Wall seconds of the same work on two threads at once, each with a state of its own.</summary>
    public static double OnTwo(Func<Action> makeAction)
    {
        Action[] actions = [makeAction(), makeAction()];
        return WallSeconds(() =>
        {
            var other = new Thread(() => actions[1]());
            other.Start();
            actions[0]();
            other.Join();
        }, 7, 3);
    }

    private static double Median(int runs, int warmUp, Func<double> once)
    {
        for (int i = 0; i < warmUp; i++) once();
        double[] times = [.. Enumerable.Range(0, runs).Select(_ => once())];
        Array.Sort(times);
        return times[runs / 2];
    }
}
