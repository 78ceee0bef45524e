namespace KernelTrace.Sessions;

/// <summary>What is asked of a recording of functions.</summary>
public sealed record FunctionSettings
{
    /// <summary>The functions: names, and patterns of the kernel's (<c>*</c>, <c>?</c>, <c>[ab]</c>).</summary>
    public required IReadOnlyList<string> Functions { get; init; }

    /// <summary>Whether the time of each call is wanted (tracer <c>function_graph</c>), not only the entries (<c>function</c>).</summary>
    public bool Graph { get; init; }

    /// <summary>Whether all that <see cref="Functions"/> call is wanted too.</summary>
    public bool Inside { get; init; }

    /// <summary>Of what they call, these alone; none means all.</summary>
    public IReadOnlyList<string> Callees { get; init; } = [];

    /// <summary>Functions that are left out.</summary>
    public IReadOnlyList<string> NoTrace { get; init; } = [];

    /// <summary>How many levels of calls, with <see cref="Inside"/>; 0 for all.</summary>
    public int Depth { get; init; }

    /// <summary>Arguments and return values, where the kernel can record them.</summary>
    public bool Values { get; init; }

    /// <summary>The kernel's stack with each entry.</summary>
    public bool StackTrace { get; init; }

    /// <summary>Records these processes only.</summary>
    public IReadOnlyList<int>? ProcessIds { get; init; }

    /// <summary>Records what others use all the same: a top level with a tracer of somebody else, and all functions.</summary>
    public bool Force { get; init; }

    /// <summary>Buffer and CPUs.</summary>
    public SessionSettings Session { get; init; } = new();
}
