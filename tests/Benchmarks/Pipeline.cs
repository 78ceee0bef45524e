using KernelTrace.Tracefs;

namespace Benchmarks;

/// <summary>What an event costs in a pipeline, against a cmdlet that writes ready objects.</summary>
internal static class Pipeline
{
    private const int PerCpu = 500_000, Rounds = 5;

    public static void Run(TracefsRoot root, Table table, PowerShellHost host)
    {
        const string Name = "kt-bench-pipe";
        host.Run($"$null = New-KTraceSession {Name} -BufferSize 64MB; Enable-KTracepoint syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' -Session {Name}");
        try
        {
            var ours = new List<double>();
            var bare = new List<double>();
            var toNull = new List<double>();
            for (int i = 0; i <= Rounds; i++)
            {
                Generator.RunPair(root, PerCpu);
                if (i == 0)
                {
                    // as many different ones as there are events: a few would stay in the processor's cache
                    WriteReadyCommand.Ready = [.. Events(host, Name)];
                    Generator.RunPair(root, PerCpu);
                }

                double made = Seconds(host, $"Get-KTraceEvent -Session {Name} > $null");
                double ready = Seconds(host, $"Write-Ready {2 * PerCpu} > $null");
                Generator.RunPair(root, PerCpu);
                double outNull = Seconds(host, $"Get-KTraceEvent -Session {Name} | Out-Null");
                if (i == 0) continue; // warm-up
                ours.Add(made);
                bare.Add(ready);
                toNull.Add(outNull);
            }

            double events = 2 * PerCpu, median = Median(ours), base0 = Median(bare);
            table.Add("a bare cmdlet that writes ready objects", Table.Rate(events / base0));
            table.Add("Get-KTraceEvent to nowhere: read, merged, made, written", Table.Rate(events / median), "time of the bare cmdlet", median / base0);
            table.Add("Get-KTraceEvent | Out-Null", Table.Rate(events / Median(toNull)), "time of the bare cmdlet", Median(toNull) / base0);
        }
        finally
        {
            host.Run($"Remove-KTraceSession {Name}");
        }
    }

    private static IEnumerable<object> Events(PowerShellHost host, string name) =>
        ((object[])host.Run($", @(Get-KTraceEvent -Session {name} -MaxEvents {PerCpu})")!).Select(item => ((System.Management.Automation.PSObject)item).BaseObject);

    /// <summary>Processor seconds of this process.</summary>
    private static double Seconds(PowerShellHost host, string script)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        host.Run(script);
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
