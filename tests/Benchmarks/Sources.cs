using System.Diagnostics;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;

namespace Benchmarks;

/// <summary>The ways to take sub-buffers out of the kernel: read, mmap and splice, on equal recordings.</summary>
internal static class Sources
{
    private const int PerCpu = 500_000;

    public static void Run(TracefsRoot root, Table table)
    {
        var ways = new (string Name, Func<TraceInstance, int, SubBufferLayout, long> Take)[]
        {
            ("read", (instance, cpu, layout) => Drain(new ReadSource(root.Syscalls, instance.RawPath(cpu), layout), layout)),
            ("mmap", (instance, cpu, layout) => MappedBuffer.Drain(root.Syscalls, instance.RawPath(cpu), layout)),
            ("splice", (instance, cpu, layout) => Drain(new SpliceSource(root.Syscalls, instance.RawPath(cpu)), layout)),
        };
        var rates = ways.ToDictionary(way => way.Name, _ => new List<double>());
        for (int round = 0; round < 5; round++)
        {
            foreach ((string name, Func<TraceInstance, int, SubBufferLayout, long> take) in ways)
            {
                using PrivateSession session = PrivateSession.Create(root, new SessionSettings { BufferSize = 64 << 20 });
                EventSwitch.Enable(session.Instance, [new EventName("syscalls", "sys_enter_close")], $"fd >= {Generator.First}");
                Generator.RunPair(root, PerCpu);
                session.Instance.TracingOn = false;
                SubBufferLayout layout = session.Instance.Layout();
                TimeSpan cpu = Environment.CpuUsage.TotalTime;
                long count = session.Instance.Cpus().Sum(item => take(session.Instance, item, layout));
                double seconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
                Debug.Assert(count >= 2 * PerCpu - 2000);
                rates[name].Add(count / seconds);
            }
        }

        double read = Median(rates["read"]);
        foreach ((string name, _) in ways)
            table.Add($"take and scan sub-buffers by {name}", Table.Rate(Median(rates[name])), "read", Median(rates[name]) / read);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static long Drain(ISubBufferSource source, SubBufferLayout layout)
    {
        using (source)
        {
            var page = new byte[layout.Size];
            long count = 0;
            while (source.Take(page) > 0) count += Captured.Scan(page, layout);
            return count;
        }
    }
}
