using System.Diagnostics;
using System.Globalization;
using KernelTrace.Tracefs;

namespace Benchmarks;

/// <summary>Import, first event, memory of a long stream, cost of an idle watch: each in a pskt of its own.</summary>
internal static class Beginnings
{
    private const int Streamed = 10_000_000;

    public static void Run(TracefsRoot root, Table table, string module, string pskt)
    {
        double[] import = [.. Enumerable.Range(0, 5).Select(_ => Number(pskt, module,
            $"$w = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{module}/PSKernelTrace.psd1'; $w.Elapsed.TotalMilliseconds")).Order()];
        table.Add("import", $"{import[2]:0} ms", "150 ms", import[2] / 150);
        double[] first = [.. Enumerable.Range(0, 5).Select(_ => Number(pskt, module,
            $"Import-Module '{module}/PSKernelTrace.psd1'; $w = [Diagnostics.Stopwatch]::StartNew(); $null = Watch-KTraceEvent sched:sched_switch -MaxEvents 1; $w.Elapsed.TotalMilliseconds")).Order()];
        table.Add("first event after import, session made and removed", $"{first[2]:0} ms", "300 ms", first[2] / 300);

        // memory: what the process holds while 10 million events pass
        using var generator = new Generator(root.Top.Cpus()[0], Streamed, "ktgen-m", 50_000, 60);
        using Process watch = Start(pskt, module,
            $"Watch-KTraceEvent syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' -MaxEvents {Streamed - 1_000_000} -Duration 60 -BufferSize 64MB | Out-Null");
        WaitForSession(root, watch.Id);
        generator.Begin();
        var sizes = new List<double>();
        while (!watch.WaitForExit(200)) sizes.Add(Resident(watch));
        double half = sizes.Skip(sizes.Count / 4).Take(sizes.Count / 4).DefaultIfEmpty(0).Max(), end = sizes.TakeLast(Math.Max(sizes.Count / 4, 1)).DefaultIfEmpty(0).Max();
        table.Add($"memory while streaming {Streamed:N0} events", $"{end:0} MB", "after a quarter of them", end / half);

        using Process idle = Start(pskt, module, "Watch-KTraceEvent sched:sched_process_hang -Duration 8 | Out-Null");
        WaitForSession(root, idle.Id);
        Thread.Sleep(2000);
        TimeSpan before = idle.TotalProcessorTime;
        Thread.Sleep(5000);
        idle.Refresh();
        double share = (idle.TotalProcessorTime - before).TotalSeconds / 5;
        idle.WaitForExit();
        table.Add("CPU of an idle watch", string.Create(CultureInfo.InvariantCulture, $"{share:0.00%} of a core"), "1 %", share / 0.01);
    }

    private static double Number(string pskt, string module, string script)
    {
        using Process process = Start(pskt, module, script);
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static Process Start(string pskt, string module, string script)
    {
        var start = new ProcessStartInfo("dotnet", [pskt, "-NoLogo", "-Command", script]) { RedirectStandardOutput = true };
        start.Environment["PSKT_MODULE"] = module;
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        return Process.Start(start)!;
    }

    private static void WaitForSession(TracefsRoot root, int pid)
    {
        while (!root.InstanceNames().Any(name => name.StartsWith($"pskerneltrace-{pid}-", StringComparison.Ordinal))) Thread.Sleep(10);
        Thread.Sleep(500);
    }

    private static double Resident(Process process)
    {
        process.Refresh();
        return process.HasExited ? 0 : process.WorkingSet64 / 1048576.0;
    }
}
