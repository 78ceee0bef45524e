using KernelTrace.Formats.Records;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;

namespace Benchmarks;

/// <summary>One core makes events as fast as it can; the other counts them, out of a 16 MB buffer.</summary>
internal static class FastestRate
{
    private const int Count = 5_000_000;

    public static void Run(TracefsRoot root, Table table)
    {
        using PrivateSession session = PrivateSession.Create(root, new SessionSettings { BufferSize = 16 << 20 });
        EventSwitch.Enable(session.Instance, [new EventName("syscalls", "sys_enter_close")], $"fd >= {Generator.First}");
        using var generator = new Generator(root.Top.Cpus()[0], Count, "ktgen-f");
        using TraceReader reader = TraceReader.Open(session.Instance);
        generator.Begin();
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        bool done = false;
        var ended = Task.Run(() =>
        {
            generator.WaitUntilDone();
            done = true;
        });
        TimeSpan made = default;
        while (!Volatile.Read(ref done))
        {
            while (reader.TryRead(out KTraceEvent? _))
            {
            }

            reader.Wait(TimeSpan.FromMilliseconds(20));
            if (reader.EventsRead < Count) made = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        }

        ended.Wait();
        reader.Drain();
        while (reader.TryRead(out KTraceEvent? _))
        {
        }

        reader.CloseGaps();
        while (reader.TryRead(out KTraceEvent? _))
        {
        }

        table.Add($"events of the fastest core, received of {Count:N0}", $"{reader.EventsRead:N0}",
            $"lost {reader.Losses.Sum(loss => loss.Count):N0}, made at {Table.Rate(Count / made.TotalSeconds)}", reader.EventsRead / (double)Count);
    }
}
