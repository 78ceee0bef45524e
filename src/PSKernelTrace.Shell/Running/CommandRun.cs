using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using PSKernelTrace.Shell.CommandLine;
using PSKernelTrace.Shell.Session;

namespace PSKernelTrace.Shell.Running;

/// <summary>-Command and -File: one run, and the exit code that pwsh would give for it.</summary>
internal static class CommandRun
{
    public static int Text(ShellSession session, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return 0;

        RunOutcome outcome = session.Runner.RunText(text, input: UsesInput(text) ? Lines() : null);
        return session.Host.ExitRequested ?? CodeOf(outcome);
    }

    public static int Script(ShellSession session, string path, IReadOnlyList<string> arguments)
    {
        path = Path.GetFullPath(path);

        // A script under another name (a #! line) is no command to the engine: its text is run instead.
        bool isCommand = path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);
        var command = new Command(isCommand ? path : File.ReadAllText(path), isScript: !isCommand, useLocalScope: false);
        foreach (CommandParameter parameter in ScriptArguments.Parse(arguments))
            command.Parameters.Add(parameter);

        EngineExit.LetScriptExitHost(session.Runspace);
        RunOutcome outcome = session.Runner.RunCommand(command);
        return session.Host.ExitRequested ?? CodeOf(outcome);
    }

    private static int CodeOf(RunOutcome outcome)
        => outcome switch
        {
            RunOutcome.Succeeded => 0,
            RunOutcome.Stopped => SignalHandlers.Interrupted,
            _ => 1,
        };

    // Standard input belongs to the command's children unless the text itself reads it.
    private static bool UsesInput(string text)
        => Console.IsInputRedirected
            && text.Contains("$input", StringComparison.OrdinalIgnoreCase)
            && Parser.ParseInput(text, out _, out _).Find(
                a => a is VariableExpressionAst v && v.VariablePath.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase),
                searchNestedScriptBlocks: false) is not null;

    private static IEnumerable<string> Lines()
    {
        while (Console.In.ReadLine() is { } line)
            yield return line;
    }
}
