using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace PSKernelTrace.Tests.Shell;

/// <summary>The built pskt, run as a process.</summary>
internal sealed class ShellProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;
    private bool _closed;

    private ShellProcess(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(PSKernelTrace.Shell.Session.ShellSession).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    public static ShellProcess Start(params string[] arguments) => new(arguments);

    public static (int Code, string Out, string Error) Run(string? input, params string[] arguments)
    {
        using var shell = new ShellProcess(arguments);
        shell._process.StandardInput.Write(input);
        shell._process.StandardInput.Close();
        return shell.Wait();
    }

    public string? ReadLine() => _process.StandardOutput.ReadLine();

    public void CloseOutput()
    {
        _process.StandardOutput.Close();
        _closed = true;
    }

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    public (int Code, string Out, string Error) Wait()
    {
        string output = _closed ? "" : _process.StandardOutput.ReadToEnd();
        _process.WaitForExit();
        return (_process.ExitCode, output, _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
