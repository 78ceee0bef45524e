using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PSKernelTrace.Shell.Hosting;

/// <summary>Each of the engine's streams to its place, in the words that pwsh puts before them.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly ShellConsole _console;
    private readonly ShellPrompts _prompts;

    public ShellUserInterface(ShellConsole console, bool nonInteractive)
    {
        _console = console;
        _prompts = new ShellPrompts(console, nonInteractive);
        RawUI = new ShellRawUserInterface(console);
    }

    public override PSHostRawUserInterface RawUI { get; }

    // Each stream strips colours for itself: an error may go to a terminal while the output goes to a file.
    public override bool SupportsVirtualTerminal => _console.ColourOut || _console.ColourError;

    public override void Write(string value) => _console.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
        => _console.Write(AnsiColour.Paint(value, foregroundColor, backgroundColor));

    public override void WriteLine(string value) => _console.WriteLine(value);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
        => _console.WriteLine(AnsiColour.Paint(value, foregroundColor, backgroundColor));

    public override void WriteErrorLine(string value) => _console.WriteErrorLine(value);

    // pwsh sends these three to standard output, and so do we: a script behaves the same under both.
    public override void WriteWarningLine(string message) => WritePrefixed("WARNING: ", message, FormatStyle.Warning);

    public override void WriteVerboseLine(string message) => WritePrefixed("VERBOSE: ", message, FormatStyle.Verbose);

    public override void WriteDebugLine(string message) => WritePrefixed("DEBUG: ", message, FormatStyle.Debug);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _console.Progress.Show(record);

    public override string ReadLine() => _prompts.ReadLine();

    public override SecureString ReadLineAsSecureString() => _prompts.ReadSecret();

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
        => _prompts.Fields(caption, message, descriptions);

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        => _prompts.Choice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
        => _prompts.Credential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
        => _prompts.Credential(caption, message, userName);

    private void WritePrefixed(string prefix, string message, FormatStyle style)
        => _console.WriteLine(_console.ColourOut
            ? GetFormatStyleString(style) + prefix + message + GetFormatStyleString(FormatStyle.Reset)
            : prefix + message);
}
