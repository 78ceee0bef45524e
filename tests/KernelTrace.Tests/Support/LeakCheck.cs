using KernelTrace.Tests.Support;

[assembly: AssemblyFixture(typeof(LeakCheck))]

namespace KernelTrace.Tests.Support;

/// <summary>After all tests no file is open that was not open before: what is opened is closed by its owner, not by the
/// collector.</summary>
public sealed class LeakCheck : IDisposable
{
    private const string Open = "/proc/self/fd";

    private readonly HashSet<string> _before = [.. Targets()];

    public void Dispose()
    {
        string[] leaked = [.. Targets().Where(target => !_before.Contains(target) && IsOurs(target))];
        Assert.True(leaked.Length == 0, $"still open: {string.Join(", ", leaked)}");
    }

    /// <summary>Assemblies, their symbols and the runtime's own pipes are opened when they are first needed, and stay
    /// open.</summary>
    private static bool IsOurs(string target) => target.Contains("eventfd", StringComparison.Ordinal)
        || (target.StartsWith('/') && !target.StartsWith("/dev/", StringComparison.Ordinal)
            && !target.StartsWith("/memfd:", StringComparison.Ordinal)
            && Path.GetExtension(target) is not (".dll" or ".pdb" or ".so"));

    private static IEnumerable<string> Targets() => Directory.EnumerateFiles(Open)
        .Select(path => new FileInfo(path).LinkTarget).Where(target => target is not null && !target.StartsWith(Open, StringComparison.Ordinal))!;
}
