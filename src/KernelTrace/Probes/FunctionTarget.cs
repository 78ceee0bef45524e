namespace KernelTrace.Probes;

/// <summary>A function of the kernel that is to be probed.</summary>
/// <param name="Name">The function; also <c>module:function</c>, <c>function+0x10</c> and an address (<c>0xffffffff81000000</c>).</param>
public sealed record FunctionTarget(string Name)
{
    /// <summary>The module that it is in; null for any.</summary>
    public string? Module { get; init; }

    /// <summary>Bytes from its beginning.</summary>
    public ulong Offset { get; init; }

    /// <summary>Whether its return is probed.</summary>
    public bool IsReturn { get; init; }

    /// <summary>How many calls may run at once before returns are missed; 0 for the kernel's choice.</summary>
    public int MaxActive { get; init; }

    /// <summary>Whether the probe is set by ftrace (fprobe) instead of a kprobe.</summary>
    public bool IsFprobe { get; init; }
}
