using System.Runtime.CompilerServices;

namespace PSKernelTrace.Tests;

/// <summary>Where things are in the repository, from where this file was compiled.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "..", ".."));

    public static string Module => Path.Combine(Root, "output", "PSKernelTrace");

    /// <summary>Debug or Release: as the tests were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
