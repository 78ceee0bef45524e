using System.Diagnostics;
using System.Globalization;
using KernelTrace.Tracefs;

namespace Benchmarks;

/// <summary>Starts tests/EventGenerator.</summary>
internal sealed class Generator : IDisposable
{
    public const int First = 0x40000000;

    private readonly Process _process;

    public Generator(int cpu, int count, string name, int pauseEvery = 0, int pause = 0)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "EventGenerator", "bin", configuration, "net10.0", "EventGenerator.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet",
            [program, Text(cpu), Text(count), name, Text(First), Text(pauseEvery), Text(pause)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Tid = int.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    public int Tid { get; }

    public void Begin() => _process.StandardInput.WriteLine();

    public void WaitUntilDone() => _process.StandardOutput.ReadLine();

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Two generators on two CPUs at once, from begin to end.</summary>
    public static void RunPair(TracefsRoot root, int perCpu)
    {
        IReadOnlyList<int> cpus = root.Top.Cpus();
        using var first = new Generator(cpus[0], perCpu, "ktgen-0");
        using var second = new Generator(cpus[^1], perCpu, "ktgen-1");
        first.Begin();
        second.Begin();
        first.WaitUntilDone();
        second.WaitUntilDone();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
