using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSKernelTrace.Shell.CommandLine;
using PSKernelTrace.Shell.Session;

namespace PSKernelTrace.Shell.Interactive;

/// <summary>Prompt, read, run, until `exit` or Ctrl-D.</summary>
internal sealed class InteractiveShell
{
    private readonly ShellSession _session;
    private readonly LineHistory _history = new();
    private readonly LineEditor _editor;

    public InteractiveShell(ShellSession session)
    {
        _session = session;
        _editor = new LineEditor(session.Host.Console, _history, new TabCompletion(session.Runspace, session.Host.Console));
    }

    public int Run(bool noLogo)
    {
        if (!noLogo)
            _session.Host.Console.WriteLine(Usage.Version);

        while (_session.Host.ExitRequested is null && !_session.Host.Console.OutputClosed)
        {
            // Without a terminal to draw on, lines are read as they come.
            string? line = _session.Host.Console.OutIsTerminal ? _editor.Read(Prompt()) : Console.In.ReadLine();
            if (line is null)
                break;
            if (string.IsNullOrWhiteSpace(line))
                continue;

            _history.Add(line);
            _session.Runner.RunText(line);
        }

        return _session.Host.ExitRequested ?? 0;
    }

    // The `prompt` function belongs to the user, and a broken one must not lock them out.
    private string Prompt()
    {
        const string Plain = "PS> ";
        try
        {
            using Pipeline pipeline = _session.Runspace.CreatePipeline("prompt");
            return pipeline.Invoke().FirstOrDefault()?.ToString() is { Length: > 0 } prompt ? prompt : Plain;
        }
        catch (RuntimeException)
        {
            return Plain;
        }
    }
}
