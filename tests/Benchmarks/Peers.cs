using System.Diagnostics;
using System.Globalization;
using KernelTrace.Tracefs;

namespace Benchmarks;

/// <summary>The same question, events by comm, of the same events: us, the kernel's text with awk, and perf.</summary>
internal static class Peers
{
    private const int PerCpu = 250_000;

    public static void Run(TracefsRoot root, Table table, PowerShellHost host)
    {
        const string Name = "kt-bench";
        string perfData = Path.GetTempFileName();
        host.Run($"$null = New-KTraceSession {Name} -BufferSize 64MB; Enable-KTracepoint syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' -Session {Name}");
        try
        {
            bool perf = File.Exists("/usr/bin/perf");
            using Process? recording = perf ? Process.Start("/usr/bin/perf",
                ["record", "-q", "-a", "-m", "65536", "-o", perfData, "-e", "syscalls:sys_enter_close", "--filter", $"fd >= {Generator.First}", "sleep", "8"]) : null;
            if (perf) Thread.Sleep(2000);
            Generator.RunPair(root, PerCpu);
            recording?.WaitForExit();
            host.Run($"Stop-KTraceSession {Name}");

            string trace = root.Instance(Name).Path + "/trace";
            double text = Shell($"awk '!/^#/ {{ split($1, n, \"-[0-9]+$\"); sub(/-[0-9]+$/, \"\", $1); c[$1]++ }} END {{ for (k in c) print c[k], k }}' {trace}");
            double? script = perf ? Shell($"perf script -i {perfData} 2>/dev/null | awk '{{ c[$1]++ }} END {{ for (k in c) print c[k], k }}'") : null;
            // half of it warms up, as the other tools have been compiled long ago
            host.Run($"$null = Get-KTraceEvent -Session {Name} -MaxEvents {PerCpu / 2} | Group-Object Comm");
            long start = Stopwatch.GetTimestamp();
            long count = Convert.ToInt64(host.Run($"(Get-KTraceEvent -Session {Name} | Group-Object Comm -NoElement | Measure-Object Count -Sum).Sum"), CultureInfo.InvariantCulture);
            double ours = Stopwatch.GetElapsedTime(start).TotalSeconds * 2 * PerCpu / count;
            table.Add("Get-KTraceEvent | Group-Object Comm, 500,000 events", Table.Milliseconds(ours));
            table.Add("the kernel's text | awk", Table.Milliseconds(text), "ours", text / ours);
            if (script is double p) table.Add("perf script | awk", Table.Milliseconds(p), "ours", p / ours);
        }
        finally
        {
            host.Run($"Remove-KTraceSession {Name}");
            File.Delete(perfData);
        }
    }

    private static double Shell(string command)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
