namespace PSKernelTrace.Shell.Session;

/// <summary>Finds the folder of the PSKernelTrace module, as it lies in a package or in a working copy.</summary>
internal static class ModuleLocator
{
    public const string ModuleName = "PSKernelTrace";
    public const string Variable = "PSKT_MODULE";

    private const string Manifest = ModuleName + ".psd1";

    /// <summary>The folder, or null with the reason.</summary>
    public static string? Find(string? named, string programFolder, out string? reason)
    {
        reason = null;
        if (!string.IsNullOrEmpty(named))
        {
            string folder = File.Exists(named) ? Path.GetDirectoryName(Path.GetFullPath(named))! : Path.GetFullPath(named);
            if (IsModule(folder))
                return Path.TrimEndingDirectorySeparator(folder);
            reason = $"{Variable} is '{named}', and there is no {Manifest} there";
            return null;
        }

        string? found = Candidates(programFolder).FirstOrDefault(IsModule);
        if (found is null)
            reason = $"there is no output/{ModuleName}/{Manifest} above the program; build src/PSKernelTrace, or set {Variable}";
        return found;
    }

    private static IEnumerable<string> Candidates(string programFolder)
    {
        string program = Path.TrimEndingDirectorySeparator(Path.GetFullPath(programFolder));
        yield return Path.GetFullPath(Path.Combine(program, "..", ModuleName));
        yield return Path.Combine(program, ModuleName);
        for (string? folder = program; folder is not null; folder = Path.GetDirectoryName(folder))
            yield return Path.Combine(folder, "output", ModuleName);
    }

    private static bool IsModule(string folder) => File.Exists(Path.Combine(folder, Manifest));
}
