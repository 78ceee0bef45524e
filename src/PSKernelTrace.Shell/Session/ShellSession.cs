using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSKernelTrace.Shell.Hosting;
using PSKernelTrace.Shell.Running;

namespace PSKernelTrace.Shell.Session;

/// <summary>A runspace as pskt makes it: the engine's own commands, the stand-ins and the module within reach.</summary>
internal sealed class ShellSession : IDisposable
{
    private ShellSession(ShellHost host, Runspace runspace)
    {
        Host = host;
        Runspace = runspace;
        Runner = new PipelineRunner(runspace, host);
    }

    public ShellHost Host { get; }

    public Runspace Runspace { get; }

    public PipelineRunner Runner { get; }

    /// <summary>Why the module is not there, or null when it is.</summary>
    public string? ModuleWarning { get; private init; }

    public static ShellSession Open(ShellConsole console, bool nonInteractive = false)
    {
        var host = new ShellHost(console, nonInteractive);
        string? folder = ModuleLocator.Find(
            Environment.GetEnvironmentVariable(ModuleLocator.Variable), AppContext.BaseDirectory, out string? reason);
        InitialSessionState state = SessionStateFactory.Create(folder);
        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);

        // The caller's own thread: no thread to make, and a test sees its own stack.
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        if (!console.ColourOut)
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        runspace.Open();
        Runspace.DefaultRunspace ??= runspace;
        return new ShellSession(host, runspace) { ModuleWarning = reason };
    }

    public void Dispose()
    {
        if (ReferenceEquals(Runspace.DefaultRunspace, Runspace))
            Runspace.DefaultRunspace = null;
        Runspace.Dispose();
    }
}
