using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KernelTrace.Formats.Records;
using KernelTrace.Tracefs;

namespace KernelTrace.Tests;

/// <summary>Who may know whom: the cmdlets the kernel side, the kernel side the formats, and never back.</summary>
public sealed partial class WallTests
{
    private static readonly string _src = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", "src"));

    [Fact]
    public void The_kernel_side_knows_neither_PowerShell_nor_the_cmdlets()
    {
        string?[] references = [.. typeof(TracefsRoot).Assembly.GetReferencedAssemblies().Select(name => name.Name)];

        Assert.Contains("KernelTrace.Formats", references);
        Assert.All(references, name => Assert.True(name == "KernelTrace.Formats" || name!.StartsWith("System.", StringComparison.Ordinal)
            || name == "Microsoft.Win32.Primitives", name));
        Assert.DoesNotContain("System.Management.Automation", references);
    }

    [Fact]
    public void The_formats_know_nobody() => Assert.All(typeof(KTraceEvent).Assembly.GetReferencedAssemblies(),
        name => Assert.True(name.Name!.StartsWith("System.", StringComparison.Ordinal) && name.Name != "System.Management.Automation", name.Name));

    [Theory]
    [InlineData("KernelTrace.Formats", new string[0])]
    [InlineData("KernelTrace", new[] { "KernelTrace.Formats" })]
    [InlineData("PSKernelTrace", new[] { "KernelTrace", "KernelTrace.Formats" })]
    public void The_projects_refer_downwards(string project, string[] allowed)
    {
        IEnumerable<string> references = XDocument.Load($"{_src}/{project}/{project}.csproj").Descendants("ProjectReference")
            .Where(item => item.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.All(references, name => Assert.Contains(name, allowed));
    }

    [Theory]
    [InlineData("Interop", new string[0])]
    [InlineData("Features", new string[0])]
    [InlineData("Tracefs", new[] { "Interop", "Features" })]
    [InlineData("Symbols", new[] { "Interop", "Features", "Tracefs" })]
    [InlineData("Probes", new[] { "Interop", "Features", "Tracefs", "Symbols", "Processes", "Sessions", "Functions" })]
    [InlineData("Processes", new[] { "Interop", "Tracefs" })]
    [InlineData("Reading", new[] { "Interop", "Tracefs", "Processes" })]
    [InlineData("Sessions", new[] { "Interop", "Features", "Tracefs", "Symbols", "Functions", "Processes", "Reading" })]
    [InlineData("Capabilities", new[] { "Interop", "Features", "Tracefs", "Processes", "Sessions", "Symbols" })]
    public void The_rooms_of_the_kernel_side_know_those_below_them(string room, string[] below)
    {
        var rooms = Directory.EnumerateDirectories(_src + "/KernelTrace").Select(path => Path.GetFileName(path)!).ToHashSet();
        foreach (string file in Directory.EnumerateFiles($"{_src}/KernelTrace/{room}", "*.cs"))
        {
            foreach (Match match in Using().Matches(File.ReadAllText(file)))
            {
                string used = match.Groups["room"].Value;
                Assert.True(!rooms.Contains(used) || used == room || below.Contains(used), $"{Path.GetFileName(file)} knows {used}");
            }
        }
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"^using KernelTrace\.(?<room>\w+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
