using System.Reflection;

namespace HelpBuilder.Surface;

/// <summary>Writes a page for each cmdlet of a built module that has none, and refreshes the others.</summary>
internal static class Scaffold
{
    /// <returns>The pages written.</returns>
    public static IEnumerable<string> Run(string docs, string assemblyPath)
    {
        // read by the engine when it first loads, which is when the first cmdlet is looked at
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        var assembly = Assembly.LoadFrom(Path.GetFullPath(assemblyPath));
        return SurfaceReader.Read(assembly)
            .Select(cmdlet => Write(docs, assembly.GetName().Name!, cmdlet))
            .OfType<string>();
    }

    private static string? Write(string docs, string module, CmdletSurface cmdlet)
    {
        var path = Path.Combine(docs, cmdlet.Name + ".md");
        var text = File.Exists(path)
            ? PageRefresh.Run(File.ReadAllText(path), cmdlet)
            : string.Join('\n', PageSkeleton.Lines(cmdlet, module)) + "\n";
        return ChangedFile.Write(path, text) ? path : null;
    }
}
