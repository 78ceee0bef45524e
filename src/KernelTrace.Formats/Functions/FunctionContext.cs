using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Functions;

/// <summary>What all calls of one recording share. Not for several threads at once while the recording goes on.</summary>
public sealed class FunctionContext
{
    /// <summary>There are not so many functions; a hostile recording may name as many addresses as it likes.</summary>
    private const int MostNames = 1 << 18;

    private readonly Dictionary<ulong, TracedFunction> _functions = [];

    /// <summary>A context.</summary>
    /// <param name="session">Name of the session.</param>
    /// <param name="clock">The session's clock.</param>
    /// <param name="facts">Tells functions and types.</param>
    public FunctionContext(string session, SessionClock clock, KernelFacts facts)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(facts);
        (Session, Clock, Facts) = (session, clock, facts);
    }

    /// <summary>Name of the session.</summary>
    public string Session { get; }

    /// <summary>The session's clock.</summary>
    public SessionClock Clock { get; }

    /// <summary>What is known of the kernel.</summary>
    public KernelFacts Facts { get; }

    /// <summary>The function that an address lies in, and its module; the address where it has no name.</summary>
    public (string Name, string? Module) NameOf(ulong address) => (Find(address).Name, Find(address).Module);

    internal TracedFunction Find(ulong address)
    {
        if (_functions.TryGetValue(address, out TracedFunction? function)) return function;
        if (_functions.Count >= MostNames) _functions.Clear();
        return _functions[address] = new TracedFunction(Facts, address);
    }
}
