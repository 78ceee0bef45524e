using System.Globalization;
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
                if (i == 0) WriteReadyCommand.Ready = [.. Events(host, Name)];
                double made = Seconds(host, $"$null = Get-KTraceEvent -Session {Name}");
                double ready = Seconds(host, $"$null = Write-Ready {2 * PerCpu}");
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
        ((object[])host.Run($", @(Get-KTraceEvent -Session {name} -MaxEvents 1000)")!).Select(item => ((System.Management.Automation.PSObject)item).BaseObject);

    private static double Seconds(PowerShellHost host, string script) => Convert.ToDouble(
        host.Run($"$w = [Diagnostics.Stopwatch]::StartNew(); {script}; $w.Elapsed.TotalSeconds"), CultureInfo.InvariantCulture);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
