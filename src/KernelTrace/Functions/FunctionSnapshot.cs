using KernelTrace.Features;
using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;
using KernelTrace.Symbols;
using KernelTrace.Tracefs;

namespace KernelTrace.Functions;

/// <summary>The functions of a kernel while its modules stay the same: names and addresses, and what can be done with them.
/// Each file is read when it is first needed.</summary>
internal sealed class FunctionSnapshot
{
    private const string Blacklist = "/sys/kernel/debug/kprobes/blacklist";
    private const int ExpectedLength = 2 << 20;

    private readonly TracefsRoot _root;
    private readonly Lazy<(TraceableFunctions? Functions, KernelException? Error)> _traceable;
    private readonly object _lock = new();
    private ProbeBlacklist? _blacklist;
    private long _blacklistTriedAt;

    public FunctionSnapshot(TracefsRoot root, KernelSymbolTable table, LiveKernelFacts facts)
    {
        (_root, Table, Facts) = (root, table, facts);
        _traceable = new Lazy<(TraceableFunctions?, KernelException?)>(ReadTraceable);
    }

    public KernelSymbolTable Table { get; }

    public LiveKernelFacts Facts { get; }

    public FunctionSymbols Functions => Table.Functions;

    /// <summary>What ftrace can trace; null where it does not tell.</summary>
    public TraceableFunctions? Traceable => _traceable.Value.Functions;

    /// <summary>Why ftrace does not tell; null where it does.</summary>
    public KernelException? TraceableError => _traceable.Value.Error;

    /// <summary>Whether a kprobe would be refused at a function; null where the kernel does not tell.</summary>
    /// <remarks>Also a variant of a function that is on the list: <c>within_kprobe_blacklist</c>, <c>kernel/kprobes.c</c>.
    /// </remarks>
    public bool? IsBlacklisted(int function)
    {
        if (Functions.IsHidden || ReadBlacklist() is not ProbeBlacklist blacklist) return null;
        return blacklist.Contains(Functions.AddressOf(function))
            || (Stem(function) is int stem && blacklist.Contains(Functions.AddressOf(stem)));
    }

    /// <summary>Whether kprobes take a function for one that ftrace can trace, which they want unless the kernel was told
    /// otherwise; null where the kernel does not tell.</summary>
    /// <remarks>By its address, and of a variant by the function itself: <c>within_notrace_func</c>,
    /// <c>kernel/trace/trace_kprobe.c</c>.</remarks>
    public bool? HasHook(int function)
    {
        if (Traceable is not TraceableFunctions traceable) return null;
        return Functions.AtSameAddress(function).Any(one => traceable[one])
            || (Stem(function) is int stem && Functions.AtSameAddress(stem).Any(one => traceable[one]));
    }

    /// <summary>The function that a name with a dot is taken for.</summary>
    private int? Stem(int function)
    {
        ReadOnlySpan<byte> name = Functions.NameOf(function);
        int dot = name.IndexOf((byte)'.');
        return dot > 0 && Functions.Find(name[..dot]) is { Count: > 0 } found ? found[0] : null;
    }

    private ProbeBlacklist? ReadBlacklist()
    {
        if (_blacklist is not null) return _blacklist;
        lock (_lock)
        {
            // debugfs may be mounted later; to look for it once a second will do
            long now = Math.Max(Environment.TickCount64, 1);
            if (_blacklist is not null || (_blacklistTriedAt != 0 && now - _blacklistTriedAt < 1000)) return _blacklist;
            _blacklistTriedAt = now;
            if (_root.Files.TryReadBytes(Blacklist, out ReadOnlyMemory<byte> text) < 0) return null;
            return _blacklist = ProbeBlacklist.Parse(text.Span);
        }
    }

    private (TraceableFunctions?, KernelException?) ReadTraceable()
    {
        string path = _root.Path + "/available_filter_functions";
        // since 6.5 also with addresses, which tell functions of one name apart
        int error = _root.Files.TryReadBytes(path + "_addrs", out ReadOnlyMemory<byte> text, ExpectedLength);
        if (error < 0) error = _root.Files.TryReadBytes(path, out text, ExpectedLength);
        if (error < 0)
        {
            return (null, new KernelException("read", path, -error,
                error == -Errno.ENOENT ? KernelFeatures.FunctionFilters.Unsupported() : null));
        }

        return (TraceableFunctions.Parse(text.Span, Functions), null);
    }
}
