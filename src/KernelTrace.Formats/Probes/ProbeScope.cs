using System.Globalization;
using KernelTrace.Formats.Btf;

namespace KernelTrace.Formats.Probes;

/// <summary>The names that an argument may begin with, where a probe is hit.</summary>
public abstract class ProbeScope
{
    /// <summary>What is probed, for messages: <c>do_sys_openat2</c>.</summary>
    public abstract string Subject { get; }

    /// <summary>The names that there are, in their order.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>What there is to know of where the names come from, for the message of one that is missing.</summary>
    public virtual string Source => "";

    /// <summary>Finds a name.</summary>
    /// <param name="name">The name, with its <c>$</c> where it has one.</param>
    /// <param name="place">Where its value is.</param>
    /// <param name="whyNot">Why it cannot be had although it is known; null where it is not known.</param>
    public abstract bool TryFind(string name, out ProbePlace place, out string? whyNot);

    /// <summary>The types that a cast may name; null where there are none.</summary>
    public BtfTypes? Types { get; init; }

    /// <summary>The number of <c>$arg3</c>; 0 for another name.</summary>
    protected static int ArgumentNumber(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        const string Prefix = "$arg";
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }
}
