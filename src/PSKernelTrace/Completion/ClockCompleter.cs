using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KernelTrace.Tracefs;

namespace PSKernelTrace.Completion;

/// <summary>Completes the names of the kernel's clocks.</summary>
public sealed class ClockCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, string> _tips = new(StringComparer.Ordinal)
    {
        ["local"] = "fastest; may differ between CPUs",
        ["global"] = "the same on all CPUs, slower than local",
        ["counter"] = "counts events, not time",
        ["uptime"] = "jiffies since boot",
        ["perf"] = "the clock of perf events",
        ["mono"] = "CLOCK_MONOTONIC: the same on all CPUs (default)",
        ["mono_raw"] = "CLOCK_MONOTONIC_RAW: not corrected by NTP",
        ["boot"] = "CLOCK_BOOTTIME: goes on while the machine sleeps",
        ["tai"] = "CLOCK_TAI: atomic time",
        ["x86-tsc"] = "the processor's cycle counter",
    };

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.Safely(() =>
    {
        var pattern = new WildcardPattern(Completion.Unquote(wordToComplete) + "*", WildcardOptions.IgnoreCase);
        return TracefsRoot.Open().Top.Clocks.Where(pattern.IsMatch)
            .Select(clock => Completion.Result(clock, clock, _tips.GetValueOrDefault(clock, clock)));
    });
}
