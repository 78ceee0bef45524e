namespace PSKernelTrace.Tests.Help;

/// <summary>Finds files of the source tree from where the tests run.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Docs => Path.Combine(Root, "docs", "en-US");

    public static string Fixture => Path.Combine(Root, "tests", "PSKernelTrace.Tests", "Help", "Fixture");

    public static string SamplePage => Path.Combine(Fixture, "Get-HelpSample.md");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PSKernelTrace.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("no PSKernelTrace.sln above the tests");
    }
}
