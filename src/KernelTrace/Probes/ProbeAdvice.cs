using KernelTrace.Formats.Probes;
using KernelTrace.Functions;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>What to do about a name that the kernel does not take.</summary>
internal static class ProbeAdvice
{
    /// <summary>What is known of a function that could not be probed; null for nothing.</summary>
    public static string? OnFunction(TracefsRoot root, ProbeDefinition definition)
    {
        if (definition.Kind is ProbeKind.Uprobe or ProbeKind.Uretprobe) return null;
        string name = definition.Target[(definition.Target.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (name.StartsWith("0x", StringComparison.Ordinal)) return "There is no instruction of the kernel at that address that can be probed.";
        if (definition.Offset > 0) return $"Is {name} as long as {definition.Offset} bytes? A probe needs the beginning of an instruction.";
        FunctionFinding finding = KernelFunctions.Of(root).Explain(name);
        return finding.Kind is FunctionFindingKind.Traceable or FunctionFindingKind.Unknown ? null : finding.Text;
    }

    /// <summary>Events like one that is not there.</summary>
    public static string OnEvent(TracefsRoot root, string name)
    {
        IReadOnlyList<string> near = NearNames.Find(name, root.EventNames().Select(item => item.ToString()));
        return near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?" : "List what there is with: Get-KTracepoint *";
    }
}
