using System.Runtime.InteropServices;

namespace PSKernelTrace.Shell.Running;

/// <summary>
/// Ctrl-C and the signals that end a process: each stops the running pipeline, and the process leaves when the pipeline
/// has cleaned up. A trace must not stay behind in the kernel because its shell was told to go.
/// </summary>
internal sealed class SignalHandlers : IDisposable
{
    public const int Interrupted = 128 + 2;
    public const int BrokenPipe = 128 + 13;

    private readonly PipelineRunner _runner;
    private readonly PosixSignalRegistration[] _registrations;
    private volatile int _exitCode;

    public SignalHandlers(PipelineRunner runner)
    {
        _runner = runner;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => OnEnd(c, 128 + 15)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => OnEnd(c, 128 + 1)),
        ];
    }

    /// <summary>The code that a signal asked for, or null.</summary>
    public int? ExitCode => _exitCode == 0 ? null : _exitCode;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        _runner.Stop();
    }

    private void OnEnd(PosixSignalContext context, int code)
    {
        context.Cancel = true;
        _exitCode = code;

        // With nothing running the main thread waits for a key that may never come.
        if (!_runner.StopForGood())
            Environment.Exit(code);
    }
}
