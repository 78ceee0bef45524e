using System.Globalization;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Functions;

/// <summary>The calls of a function of the kernel, as numbers.</summary>
public sealed class KFunctionMeasurement
{
    private readonly DurationHistogram _durations;

    internal KFunctionMeasurement(string function, string? module, KernelAddress address, object? group, DurationHistogram durations, long self, long open)
    {
        (Function, Module, Address, Group, SelfTotalNs, Unfinished) = (function, module, address, group, self, open);
        _durations = durations;
    }

    /// <summary>The function.</summary>
    public string Function { get; }

    /// <summary>The function's module; null for the kernel itself.</summary>
    public string? Module { get; }

    /// <summary>The function's address.</summary>
    public KernelAddress Address { get; }

    /// <summary>What the calls were grouped by; null where they were not.</summary>
    public object? Group { get; }

    /// <summary>How many calls ended.</summary>
    public long Count => _durations.Count;

    /// <summary>How many calls had not ended, or whose end was lost; they are in none of the other numbers.</summary>
    public long Unfinished { get; }

    /// <summary>All calls together.</summary>
    public TimeSpan Total => Span(TotalNs);

    /// <summary>All calls together, less the measured calls within them.</summary>
    public TimeSpan SelfTotal => Span(SelfTotalNs);

    /// <summary>The mean.</summary>
    public TimeSpan Average => Span(AverageNs);

    /// <summary>The shortest call.</summary>
    public TimeSpan Minimum => Span(MinimumNs);

    /// <summary>The longest call.</summary>
    public TimeSpan Maximum => Span(MaximumNs);

    /// <summary>Half of the calls took no longer; to 0.8 %.</summary>
    public TimeSpan P50 => Span(P50Ns);

    /// <summary>95 of 100 calls took no longer; to 0.8 %.</summary>
    public TimeSpan P95 => Span(P95Ns);

    /// <summary>99 of 100 calls took no longer; to 0.8 %.</summary>
    public TimeSpan P99 => Span(P99Ns);

    /// <summary>Nanoseconds of all calls together.</summary>
    public long TotalNs => _durations.Total;

    /// <summary>Nanoseconds of all calls together, less the measured calls within them.</summary>
    public long SelfTotalNs { get; }

    /// <summary>Nanoseconds of the mean.</summary>
    public long AverageNs => Count == 0 ? 0 : TotalNs / Count;

    /// <summary>Nanoseconds of the shortest call.</summary>
    public long MinimumNs => _durations.Minimum;

    /// <summary>Nanoseconds of the longest call.</summary>
    public long MaximumNs => _durations.Maximum;

    /// <summary>Nanoseconds that half of the calls did not exceed; to 0.8 %.</summary>
    public long P50Ns => Percentile(50);

    /// <summary>Nanoseconds that 95 of 100 calls did not exceed; to 0.8 %.</summary>
    public long P95Ns => Percentile(95);

    /// <summary>Nanoseconds that 99 of 100 calls did not exceed; to 0.8 %.</summary>
    public long P99Ns => Percentile(99);

    /// <summary>Nanoseconds that a part of the calls did not exceed; to 0.8 %.</summary>
    /// <param name="percent">The part, from 0 to 100.</param>
    public long Percentile(double percent) => _durations.Percentile(percent / 100);

    /// <summary><c>vfs_read: 120 calls, 3.4 ms</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Function}{(Group is null ? "" : $" ({Group})")}: {Count} calls, {TotalNs / 1e6:0.###} ms");

    private static TimeSpan Span(long ns) => TimeSpan.FromTicks(ns / 100);
}
