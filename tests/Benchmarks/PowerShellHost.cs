using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSKernelTrace.Shell.Session;

namespace Benchmarks;

/// <summary>A runspace as pskt makes it.</summary>
internal sealed class PowerShellHost : IDisposable
{
    private readonly Runspace _runspace;

    public PowerShellHost(string module)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        InitialSessionState state = SessionStateFactory.Create(module);
        state.Commands.Add(new SessionStateCmdletEntry("Write-Ready", typeof(WriteReadyCommand), null));
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    /// <summary>The last object that a script writes.</summary>
    public object? Run(string script)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        var output = shell.AddScript(script).Invoke();
        if (shell.Streams.Error.Count > 0) throw new InvalidOperationException(shell.Streams.Error[0].ToString());
        return output.LastOrDefault()?.BaseObject;
    }

    public void Dispose() => _runspace.Dispose();
}
