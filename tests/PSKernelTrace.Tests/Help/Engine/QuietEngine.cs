using System.Runtime.CompilerServices;

namespace PSKernelTrace.Tests.Help.Engine;

/// <summary>Keeps the engine from reporting its use; it looks once, when first touched, by whichever test that is.</summary>
internal static class QuietEngine
{
    [ModuleInitializer]
    internal static void OptOut() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
}
