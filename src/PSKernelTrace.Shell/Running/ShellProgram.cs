using PSKernelTrace.Shell.CommandLine;
using PSKernelTrace.Shell.Hosting;
using PSKernelTrace.Shell.Interactive;
using PSKernelTrace.Shell.Session;

namespace PSKernelTrace.Shell.Running;

/// <summary>From the options to the exit code.</summary>
internal static class ShellProgram
{
    public static int Run(ShellOptions options)
    {
        if (options.Error is not null)
            return Refuse($"{options.Error}\nTry pskt -Help.");
        if (options.Mode == ShellMode.Help)
            return Print(Usage.Help);
        if (options.Mode == ShellMode.Version)
            return Print(Usage.Version);
        if (options.Mode == ShellMode.File && !File.Exists(options.FilePath))
            return Refuse($"there is no script '{options.FilePath}'");

        ShellConsole console = ShellConsole.ForProcess();
        using ShellSession session = ShellSession.Open(console, options.NonInteractive);
        using var signals = new SignalHandlers(session.Runner);
        console.OnOutputClosed = () => session.Runner.StopForGood();
        if (session.ModuleWarning is { } warning)
            console.WriteErrorLine($"WARNING: the PSKernelTrace module is not loaded: {warning}");

        int code = RunMode(options, session);
        return signals.ExitCode
            ?? (console.OutputClosed ? SignalHandlers.BrokenPipe : code);
    }

    private static int RunMode(ShellOptions options, ShellSession session)
        => options.Mode switch
        {
            ShellMode.Command => CommandRun.Text(session, options.Command),
            ShellMode.File => CommandRun.Script(session, options.FilePath, options.FileArguments),
            ShellMode.StandardInput => CommandRun.Text(session, Console.In.ReadToEnd()),
            _ when Console.IsInputRedirected => CommandRun.Text(session, Console.In.ReadToEnd()),
            _ => new InteractiveShell(session).Run(options.NoLogo),
        };

    private static int Print(string text)
    {
        Console.Out.WriteLine(text);
        return 0;
    }

    private static int Refuse(string text)
    {
        Console.Error.WriteLine("pskt: " + text);
        return ShellOptions.UsageError;
    }
}
