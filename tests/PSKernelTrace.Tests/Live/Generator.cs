using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>A process that makes an exact number of events on one CPU: see tests/EventGenerator.</summary>
internal sealed class Generator : IDisposable
{
    /// <summary>The first file descriptor it closes; the others follow one by one.</summary>
    public const int First = 0x40000000;

    private readonly Process _process;

    public Generator(int cpu, int count, string name, int pauseEvery = 0, int pause = 0, int first = First)
    {
        Name = name;
        Count = count;
        string program = Path.Combine(Repository.Root, "tests", "EventGenerator", "bin", Repository.Configuration, "net10.0", "EventGenerator.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet",
            [program, Text(cpu), Text(count), name, Text(first), Text(pauseEvery), Text(pause)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Tid = int.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    public string Name { get; }

    public int Count { get; }

    public int Tid { get; }

    public int Pid => _process.Id;

    public void Begin() => _process.StandardInput.WriteLine();

    public void WaitUntilDone() => Assert.Equal("done", _process.StandardOutput.ReadLine());

    public bool IsDone => _process.HasExited;

    public void Exit()
    {
        _process.StandardInput.Close();
        Assert.True(_process.WaitForExit(30_000));
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
