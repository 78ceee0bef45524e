namespace PSKernelTrace.Shell.Session;

/// <summary>The folders in which the engine looks for modules.</summary>
internal static class ModulePath
{
    private const string Variable = "PSModulePath";

    public static IEnumerable<string> Folders
        => (Environment.GetEnvironmentVariable(Variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Puts a folder first, so that its modules are found by name when first used: a module that a command does not need
    /// then costs it nothing.
    /// </summary>
    public static void Prepend(string folder)
    {
        if (!Folders.Contains(folder, StringComparer.Ordinal))
            Environment.SetEnvironmentVariable(Variable, string.Join(Path.PathSeparator, Folders.Prepend(folder)));
    }

    /// <summary>
    /// True when the real module is there and can be loaded: its manifest names an assembly that the engine looks for in
    /// the module's folder or beside itself. A pwsh elsewhere on the machine has the manifest only, for our purposes: its
    /// assemblies belong to its own engine.
    /// </summary>
    public static bool HasLoadable(string module, string assembly)
        => Folders.Select(f => Path.Combine(f, module)).Any(folder =>
            File.Exists(Path.Combine(folder, module + ".psd1"))
            && (File.Exists(Path.Combine(folder, assembly)) || File.Exists(Path.Combine(AppContext.BaseDirectory, assembly))));
}
