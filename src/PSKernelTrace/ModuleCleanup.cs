using System.Management.Automation;
using KernelTrace.Sessions;

namespace PSKernelTrace;

/// <summary>Removes what is still open in the kernel when the module is removed.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        FunctionSession.DisposeAll();
        PrivateSession.DisposeAll();
    }
}
