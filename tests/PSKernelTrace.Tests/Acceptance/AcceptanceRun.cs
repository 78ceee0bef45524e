using System.Management.Automation;
using PSKernelTrace.Tests.Shell;
using Xunit;

namespace PSKernelTrace.Tests.Acceptance;

/// <summary>Runs each file once, when the first of its tests is asked for.</summary>
public sealed class AcceptanceRun : IDisposable
{
    private const string StandIn = "PSKernelTrace.Tests/Acceptance/PesterStandIn.ps1";

    private readonly Dictionary<string, Dictionary<string, (string Result, string Message)>> _files = new(StringComparer.Ordinal);
    private readonly ShellFixture _shell = new();

    private static string TestFolder => Path.Combine(Repository.Root, "tests");

    private static string Folder => Path.Combine(TestFolder, "Acceptance");

    /// <summary>The tests, by file and name.</summary>
    internal static IEnumerable<(string File, string Name)> Find()
    {
        using var shell = new ShellFixture();
        foreach (string file in Directory.EnumerateFiles(Folder, "*.Tests.ps1").Order(StringComparer.Ordinal))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (object? name in shell.Run(Script("Find-StandInTest", file)))
            {
                if (!seen.Add((string)name!)) throw new InvalidOperationException($"{file}: two tests have the name '{name}'");
                yield return (Path.GetFileName(file), (string)name!);
            }
        }
    }

    /// <summary>How a test ended, and why.</summary>
    internal (string Result, string Message) Of(string file, string name) => Results(file).TryGetValue(name, out var result)
        ? result
        : ("Failed", "it was found and did not run");

    /// <summary>What is no test and failed: an AfterAll.</summary>
    internal IEnumerable<string> Leftovers(string file) => Results(file)
        .Where(item => item.Value.Result == "Failed" && item.Key.EndsWith("AfterAll", StringComparison.Ordinal))
        .Select(item => $"{file}: {item.Key}: {item.Value.Message}");

    public void Dispose() => _shell.Dispose();

    private Dictionary<string, (string Result, string Message)> Results(string file)
    {
        if (_files.TryGetValue(file, out var results)) return results;
        (object?[] output, ErrorRecord[] errors) = _shell.RunWithErrors(Script("Invoke-StandIn", Path.Combine(Folder, file)));
        if (output.Length == 0) Assert.Fail($"{file} did not run: {string.Join('\n', errors.Select(error => error.ToString()))}");
        results = output.Cast<PSObject>().ToDictionary(item => (string)item.Properties["Name"].Value,
            item => ((string)item.Properties["Result"].Value, item.Properties["Message"].Value?.ToString() ?? ""), StringComparer.Ordinal);
        return _files[file] = results;
    }

    internal static string Script(string command, string file) => $". '{Path.Combine(TestFolder, StandIn)}'; {command} '{file}'";
}
