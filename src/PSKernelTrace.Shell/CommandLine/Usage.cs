namespace PSKernelTrace.Shell.CommandLine;

/// <summary>The texts of -Help and -Version.</summary>
internal static class Usage
{
    public const string Help = """
        pskt: PowerShell's engine with the PSKernelTrace module, for a machine without pwsh

        pskt                          an interactive prompt; a script from standard input when that is redirected
        pskt [-Command|-c] <text>     run the text, which is all that follows; - reads it from standard input
        pskt [-File|-f] <path> [args] run a script with its arguments

        -NoLogo           print no banner
        -NonInteractive   never ask; what has to ask fails
        -NoProfile        accepted; there are no profiles
        -Version          print the version
        -Help             print this text

        PSKT_MODULE names the folder of the module; without it, PSKernelTrace beside the program and output/PSKernelTrace
        of the repository are tried. NO_COLOR turns colours off.
        """;

    public static string Version
        => $"pskt {typeof(Usage).Assembly.GetName().Version?.ToString(3)} (PowerShell engine {EngineVersion})";

    private static string? EngineVersion
        => typeof(System.Management.Automation.PSObject).Assembly
            .GetCustomAttributes(typeof(System.Reflection.AssemblyInformationalVersionAttribute), false)
            .OfType<System.Reflection.AssemblyInformationalVersionAttribute>()
            .Select(a => a.InformationalVersion.Split(' ', '+')[0])
            .FirstOrDefault();
}
