using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Reflection;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Ends what feeds a cmdlet, and that alone.</summary>
internal static class Upstream
{
    private static readonly ConstructorInfo? _stopException = typeof(PSObject).Assembly
        .GetType("System.Management.Automation.StopUpstreamCommandsException")
        ?.GetConstructor([typeof(InternalCommand)]);

    /// <summary>
    /// What `Select-Object -First` throws when it has enough: the commands before it are stopped and disposed of, those
    /// after it end in order, and the next statement runs. The exception that the engine knows for this is internal, and
    /// no public way has its effect: PipelineStoppedException ends the whole script, `break` a loop around it. Hence the
    /// reflection, in this shell only.
    /// </summary>
    public static Exception Stop(Cmdlet cmdlet)
        => (Exception?)_stopException?.Invoke([cmdlet])
            ?? new MissingMemberException("This engine has no StopUpstreamCommandsException.");
}
