using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSKernelTrace.Shell.Session;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>A runspace with the built module, for tests that use the kernel. Sessions of the names it hands out are
/// removed at the end.</summary>
public sealed class LiveShell : IDisposable
{
    private static int _count;

    private readonly Runspace _runspace;
    private readonly List<string> _sessions = [];

    public LiveShell()
    {
        Live.Require();
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        _runspace = RunspaceFactory.CreateRunspace(SessionStateFactory.Create(Repository.Module));
        _runspace.Open();
    }

    internal Runspace Runspace => _runspace;

    /// <summary>A name that no other test uses.</summary>
    internal string NewName()
    {
        string name = $"kt-test-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
        _sessions.Add(name);
        return name;
    }

    /// <summary>What a script writes; an error fails the test.</summary>
    internal PSObject[] Run(string script)
    {
        Result result = RunAll(script);
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        return result.Output;
    }

    /// <summary>What a script writes to all streams.</summary>
    internal Result RunAll(string script)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        List<ErrorRecord> terminating = [];
        PSObject[] output = [];
        try
        {
            output = [.. shell.Invoke()];
        }
        catch (RuntimeException e)
        {
            terminating.Add(e.ErrorRecord);
        }

        return new Result(output, [.. shell.Streams.Error, .. terminating],
            [.. shell.Streams.Warning.Select(warning => warning.Message)], [.. shell.Streams.Verbose.Select(line => line.Message)]);
    }

    public void Dispose()
    {
        foreach (string name in _sessions) RunAll($"Get-KTraceSession {name} -ErrorAction Ignore | Remove-KTraceSession");
        _runspace.Dispose();
    }

    internal sealed record Result(PSObject[] Output, ErrorRecord[] Errors, string[] Warnings, string[] Verbose);
}
