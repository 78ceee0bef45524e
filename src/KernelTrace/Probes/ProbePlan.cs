using KernelTrace.Formats.Probes;

namespace KernelTrace.Probes;

/// <summary>A probe that is to be made: the definition, and what of the user's each part of it comes from.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Target">What the user calls the thing that is probed: the function, the mark.</param>
/// <param name="Arguments">For each field, the user's argument.</param>
public sealed record ProbePlan(ProbeDefinition Definition, string Target, IReadOnlyList<ProbeArgument> Arguments)
{
    /// <summary>Further places of the same event, as a mark has that stands in an inlined function.</summary>
    public IReadOnlyList<ProbeDefinition> Further { get; init; } = [];

    /// <summary>What the user should know before it is made; empty for nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>All definitions, each a line as it would be written.</summary>
    public override string ToString() => string.Join('\n', Further.Prepend(Definition));
}
