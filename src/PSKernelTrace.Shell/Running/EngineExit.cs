using System.Management.Automation.Runspaces;
using System.Reflection;

namespace PSKernelTrace.Shell.Running;

/// <summary>`exit` inside a script file.</summary>
internal static class EngineExit
{
    /// <summary>
    /// Makes an `exit` in the next script leave the host with its code. For the engine a script file is a command, whose
    /// `exit` ends the script alone and sets $LASTEXITCODE, which native commands set too; the switch that pwsh's own
    /// host throws for -File is internal, hence the reflection.
    /// </summary>
    public static void LetScriptExitHost(Runspace runspace)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        object? context = typeof(Runspace).GetProperty("ExecutionContext", Any)?.GetValue(runspace);
        PropertyInfo? rethrow = context?.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Any);
        if (rethrow is null)
            throw new MissingMemberException("This engine has no ScriptCommandProcessorShouldRethrowExit.");
        rethrow.SetValue(context, true);
    }
}
