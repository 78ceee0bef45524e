namespace KernelTrace.Formats.Functions;

/// <summary>Measures calls, without keeping them.</summary>
public sealed class FunctionMeter
{
    private readonly Dictionary<(ulong Function, object? Group), Sum> _sums = [];

    /// <summary>How many calls were added.</summary>
    public long Calls { get; private set; }

    /// <summary>Adds a call.</summary>
    /// <param name="function">The function's address.</param>
    /// <param name="group">What it is grouped by; null for nothing.</param>
    /// <param name="duration">Nanoseconds; below 0 where the end was not seen.</param>
    /// <param name="self">Nanoseconds outside of the measured calls within it; below 0 where they are not known, which counts
    /// the whole call.</param>
    /// <param name="nameOf">The name and module of a function that was not met before.</param>
    public void Add(ulong function, object? group, long duration, long self, Func<ulong, (string Name, string? Module)> nameOf)
    {
        ArgumentNullException.ThrowIfNull(nameOf);
        if (!_sums.TryGetValue((function, group), out Sum? sum)) _sums[(function, group)] = sum = new Sum(nameOf(function));
        Calls++;
        if (duration < 0)
        {
            sum.Unfinished++;
            return;
        }

        sum.Durations.Add(duration);
        sum.Self += self < 0 ? duration : self;
    }

    /// <summary>What was measured, the most time first.</summary>
    public IReadOnlyList<KFunctionMeasurement> Results() =>
        [.. _sums.Select(pair => new KFunctionMeasurement(pair.Value.Name, pair.Value.Module, pair.Key.Function, pair.Key.Group, pair.Value.Durations,
                pair.Value.Self, pair.Value.Unfinished))
            .OrderByDescending(item => item.TotalNs).ThenByDescending(item => item.Count).ThenBy(item => item.Function, StringComparer.Ordinal)];

    private sealed class Sum((string Name, string? Module) function)
    {
        public string Name => function.Name;

        public string? Module => function.Module;

        public DurationHistogram Durations { get; } = new();

        public long Self { get; set; }

        public long Unfinished { get; set; }
    }
}
