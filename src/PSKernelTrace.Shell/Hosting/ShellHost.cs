using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace PSKernelTrace.Shell.Hosting;

/// <summary>The engine's view of the program around it.</summary>
internal sealed class ShellHost(ShellConsole console, bool nonInteractive) : PSHost
{
    public ShellConsole Console { get; } = console;

    /// <summary>What `exit` asked for, or null while nothing has.</summary>
    public int? ExitRequested { get; set; }

    public override string Name => "pskt";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI { get; } = new ShellUserInterface(console, nonInteractive);

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitRequested = exitCode;

    public override void EnterNestedPrompt()
        => throw new PSNotSupportedException("pskt has no nested prompts: answer Yes or No in place of Suspend.");

    public override void ExitNestedPrompt()
        => throw new PSNotSupportedException("pskt has no nested prompts.");

    // A native command finds the terminal as it was: the progress line is not its to overwrite.
    public override void NotifyBeginApplication() => Console.Progress.Erase();

    public override void NotifyEndApplication()
    {
    }
}
