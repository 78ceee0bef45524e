using System.Management.Automation;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Runs a script block with $_ set, in the scope in which it was written, and drops what it writes.</summary>
internal static class ForEachScript
{
    // The pipeline drops the objects as they come. A list of them, which ScriptBlock.Invoke gives back, would be memory
    // without bound for a block that watches events.
    private static readonly ScriptBlock _discard = ScriptBlock.Create("param($Block, $Item) $Item | ForEach-Object $Block | Out-Null");

    public static void Run(PSCmdlet cmdlet, ScriptBlock block, object? input)
        => cmdlet.InvokeCommand.InvokeScript(useLocalScope: false, _discard, input: null, block, input);
}
