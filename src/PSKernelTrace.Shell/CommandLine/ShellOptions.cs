using System.Diagnostics.CodeAnalysis;

namespace PSKernelTrace.Shell.CommandLine;

/// <summary>What the command line asked for; spelled as pwsh spells it, so that a command can move between the two.</summary>
internal sealed record ShellOptions
{
    /// <summary>BSD's EX_USAGE, which pwsh returns too for a command line that it cannot read.</summary>
    public const int UsageError = 64;

    public ShellMode Mode { get; init; }

    public string Command { get; init; } = "";

    public string FilePath { get; init; } = "";

    public IReadOnlyList<string> FileArguments { get; init; } = [];

    public bool NoLogo { get; init; }

    public bool NonInteractive { get; init; }

    /// <summary>Why the command line cannot be read, or null.</summary>
    public string? Error { get; init; }

    public static ShellOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ShellOptions();
        for (int i = 0; i < args.Count; i++)
        {
            if (!IsOption(args[i], out string? name))
                return options.WithFile(args, i); // as pwsh: a bare word is a script to run

            switch (name.ToUpperInvariant())
            {
                case "COMMAND" or "C":
                    return options.WithCommand(args, i + 1);
                case "FILE" or "F":
                    return i + 1 < args.Count
                        ? options.WithFile(args, i + 1)
                        : options with { Error = $"{args[i]} needs the path of a script" };
                case "NOLOGO" or "NOL":
                    options = options with { NoLogo = true };
                    break;
                case "NONINTERACTIVE" or "NONI":
                    options = options with { NonInteractive = true };
                    break;
                case "NOPROFILE" or "NOP": // there are no profiles to leave out
                    break;
                case "VERSION" or "V":
                    return options with { Mode = ShellMode.Version };
                case "HELP" or "H" or "?":
                    return options with { Mode = ShellMode.Help };
                default:
                    return options with { Error = $"unknown option {args[i]}" };
            }
        }

        return options;
    }

    private static bool IsOption(string arg, [NotNullWhen(true)] out string? name)
    {
        name = arg.StartsWith("--", StringComparison.Ordinal) ? arg[2..]
            : arg.StartsWith('-') ? arg[1..]
            : null;
        return name is not null;
    }

    private ShellOptions WithCommand(IReadOnlyList<string> args, int first)
    {
        if (first >= args.Count)
            return this with { Error = $"{args[first - 1]} needs a command, or - for standard input" };
        if (args[first] == "-" && first == args.Count - 1)
            return this with { Mode = ShellMode.StandardInput };
        return this with { Mode = ShellMode.Command, Command = string.Join(' ', args.Skip(first)) };
    }

    private ShellOptions WithFile(IReadOnlyList<string> args, int at)
        => args[at] == "-"
            ? this with { Mode = ShellMode.StandardInput }
            : this with { Mode = ShellMode.File, FilePath = args[at], FileArguments = [.. args.Skip(at + 1)] };
}
