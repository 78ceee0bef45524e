using System.Diagnostics;

namespace Benchmarks;

/// <summary>Times an action: the median of several runs, after warm-up.</summary>
internal static class Measure
{
    public static double Seconds(Action action, int runs = 7, int warmUp = 3)
    {
        for (int i = 0; i < warmUp; i++) action();
        var times = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(times);
        return times[runs / 2];
    }

    /// <summary>The same work on two threads at once, each with a state of its own.</summary>
    public static double SecondsOnTwo(Func<Action> makeAction)
    {
        Action[] actions = [makeAction(), makeAction()];
        return Seconds(() =>
        {
            var other = new Thread(() => actions[1]());
            other.Start();
            actions[0]();
            other.Join();
        });
    }
}
