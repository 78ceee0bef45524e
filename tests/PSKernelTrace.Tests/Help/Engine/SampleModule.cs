using System.Management.Automation;
using System.Management.Automation.Runspaces;
using HelpBuilder;
using PSKernelTrace.Tests.Help.Fixture;

namespace PSKernelTrace.Tests.Help.Engine;

/// <summary>A binary module, this test assembly, with help made from the fixture's pages, in a real engine.</summary>
public sealed class SampleModule : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("help-sample-").FullName;

    public SampleModule()
    {
        var assembly = typeof(GetHelpSampleCommand).Assembly;
        Errors = [.. HelpFolder
            .Build(RepositoryFiles.Fixture, Path.Combine(_folder, "Sample", "en-US"), assembly.GetName().Name!)
            .Select(error => error.ToString())];
        File.Copy(assembly.Location, Path.Combine(_folder, "Sample", Path.GetFileName(assembly.Location)));
        File.WriteAllText(
            Manifest,
            $$"""
            @{
                ModuleVersion = '1.0'
                RootModule = '{{Path.GetFileName(assembly.Location)}}'
                CmdletsToExport = @('Get-HelpSample')
            }
            """);
    }

    public IReadOnlyList<string> Errors { get; }

    private string Manifest => Path.Combine(_folder, "Sample", "Sample.psd1");

    /// <summary>What a person would see after typing the command.</summary>
    public string Print(string command)
    {
        var host = new TextHost();
        using var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript($"Import-Module '{Manifest}' -ErrorAction Stop; {command}").AddCommand("Out-Default").Invoke();
        return host.Text + string.Concat(shell.Streams.Error.Select(error => error.ToString()));
    }

    /// <summary>The objects that the command writes.</summary>
    public IReadOnlyList<PSObject> Run(string command)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        return shell.AddScript($"Import-Module '{Manifest}' -ErrorAction Stop; {command}").Invoke();
    }

    public void Dispose() => Directory.Delete(_folder, true);
}
