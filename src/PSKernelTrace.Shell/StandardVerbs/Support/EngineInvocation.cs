using System.Management.Automation;
using System.Reflection;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Whose error it is.</summary>
internal static class EngineInvocation
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>
    /// Gives a record the place of another command, and has the next WriteError keep it. Both are internal to the engine;
    /// without them every Write-Error would be shown as an error of the line inside Write-Error's caller.
    /// </summary>
    public static void Set(ErrorRecord record, InvocationInfo invocation)
    {
        typeof(ErrorRecord).GetMethod("SetInvocationInfo", Any)?.Invoke(record, [invocation]);
        typeof(ErrorRecord).GetProperty("PreserveInvocationInfoOnce", Any)?.SetValue(record, true);
    }
}
