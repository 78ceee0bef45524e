namespace PSKernelTrace.Shell.CommandLine;

/// <summary>Where the text to run comes from.</summary>
internal enum ShellMode
{
    /// <summary>A person at a terminal, or standard input when it is redirected.</summary>
    Default,

    /// <summary>The text after -Command.</summary>
    Command,

    /// <summary>The script named by -File.</summary>
    File,

    /// <summary>Standard input, asked for by name (-Command -).</summary>
    StandardInput,

    /// <summary>Print the version and leave.</summary>
    Version,

    /// <summary>Print the usage and leave.</summary>
    Help,
}
