using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSKernelTrace.Shell.Hosting;
using PSKernelTrace.Shell.Session;
using Xunit;

namespace PSKernelTrace.Tests.Shell;

/// <summary>A session as pskt opens it, with strings in the place of the terminal.</summary>
public sealed class ShellFixture : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly ShellSession _session;

    public ShellFixture()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        _session = ShellSession.Open(new ShellConsole(_out, _error, TextReader.Null));
    }

    internal ShellSession Session => _session;

    /// <summary>The objects that a script writes; an error of either kind fails the test.</summary>
    internal object?[] Run(string script, params object[] input)
    {
        (object?[] output, ErrorRecord[] errors) = RunWithErrors(script, input);
        Assert.Empty(errors.Select(e => e.ToString()));
        return output;
    }

    /// <summary>The one value that a script writes.</summary>
    internal T Get<T>(string script, params object[] input) => (T)Assert.Single(Run(script, input))!;

    internal (object?[] Output, ErrorRecord[] Errors) RunWithErrors(string script, params object[] input)
    {
        using Pipeline pipeline = _session.Runspace.CreatePipeline(script);
        try
        {
            var output = pipeline.Invoke(input);
            ErrorRecord[] errors = [.. pipeline.Error.ReadToEnd().Select(e => (ErrorRecord)((PSObject)e).BaseObject)];
            return ([.. output.Select(Unwrap)], errors);
        }
        catch (RuntimeException e)
        {
            return ([], [e.ErrorRecord]);
        }
    }

    /// <summary>The id of the one error that a script makes.</summary>
    internal string ErrorId(string script, params object[] input)
        => Assert.Single(RunWithErrors(script, input).Errors).FullyQualifiedErrorId;

    /// <summary>What a person would see: standard output and standard error.</summary>
    internal (string Out, string Error) Show(string script)
    {
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        _session.Runner.RunText(script);
        return (_out.ToString(), _error.ToString());
    }

    public void Dispose()
    {
        _session.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    private static object? Unwrap(PSObject? value)
        => value is null ? null : value.BaseObject is PSCustomObject ? value : value.BaseObject;
}
