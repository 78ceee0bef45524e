using KernelTrace.Features;
using KernelTrace.Functions;
using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>Writes patterns of functions to the kernel, and says why one is refused.</summary>
internal static class FunctionFilter
{
    private const int LongestName = 511; // kernel: KSYM_NAME_LEN

    /// <summary>Makes sure that a pattern is one, before anything is written: the kernel would take <c>f:traceoff</c> for a command,
    /// a number for the place of a function in its list, and what stands behind a space for another pattern.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static void Check(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        int wrong = -1;
        for (int i = 0; i < pattern.Length && wrong < 0; i++)
        {
            char c = pattern[i];
            if (!char.IsAsciiLetterOrDigit(c) && !"_.$*?[]-".Contains(c, StringComparison.Ordinal) && !(c == '!' && i > 0)) wrong = i;
        }

        if (wrong < 0 && !char.IsAsciiDigit(pattern[0]) && pattern.Length <= LongestName) return;
        string shown = pattern.Length <= 60 ? pattern : pattern[..60] + "…";
        throw new ArgumentException(wrong >= 0
            ? $"'{shown}' is neither a function nor a pattern: '{pattern[wrong]}' at place {wrong + 1} is in no name. Patterns have *, ? and [ab]."
            : pattern.Length > LongestName ? $"'{shown}' is too long: names of functions have {LongestName} characters at the most."
            : $"'{shown}' is no function: names do not begin with a digit.");
    }

    /// <summary>Writes patterns to a file, over what it holds.</summary>
    /// <returns>Those that the kernel refused, and why.</returns>
    /// <exception cref="KernelException">The file cannot be written at all.</exception>
    public static IReadOnlyList<(string Pattern, KernelException Error)> Write(TraceInstance instance, string file, IReadOnlyList<string> patterns)
    {
        var refused = new List<(string, int)>();
        int error = instance.Root.Files.TryWriteWords(instance.FullPath(file), patterns, (pattern, errno) => refused.Add((pattern, errno)));
        if (error < 0) throw new KernelException("write", instance.FullPath(file), -error, Remedy(-error, file));
        return [.. refused.Select(item => (item.Item1, new KernelException("trace function", item.Item1, item.Item2, Why(instance.Root, item.Item1, item.Item2))))];
    }

    /// <summary>What can be done where the kernel does not let functions be traced at all.</summary>
    public static string? Remedy(int errno, string file) => errno switch
    {
        Errno.ENOENT => $"There is no {file}: {KernelFeatures.FunctionFilters.Unsupported()}.",
        Errno.ENODEV => "The kernel has switched its function tracer off after a fault of its own (see dmesg); only a reboot brings it back.",
        Errno.EACCES => "Tracing functions needs root.",
        Errno.EPERM => "The kernel does not let anybody, root neither, trace functions here, though it has the tracer: it is locked down "
            + "(cat /sys/kernel/security/lockdown), or was built so that its code is not patched. Events and their stacks can still be "
            + "traced: Watch-KTraceEvent.",
        _ => null,
    };

    private static string? Why(TracefsRoot root, string pattern, int errno) => errno != Errno.EINVAL ? Remedy(errno, "set_ftrace_filter")
        : pattern.AsSpan().ContainsAny("*?[") ? "No function that can be traced matches it."
        : KernelFunctions.Of(root).Explain(pattern) is { Kind: not (FunctionFindingKind.Traceable or FunctionFindingKind.Unknown) } finding ? finding.Text
        : null;
}
