using System.Runtime.CompilerServices;
using System.Text;
using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;
using KernelTrace.Symbols;
using KernelTrace.Tracefs;

namespace KernelTrace.Functions;

/// <summary>The functions of the running kernel: symbols, what ftrace can trace, what kprobes refuse, prototypes.</summary>
/// <remarks>Each file is read when it is first needed, and again when modules have come or gone. Shared by all of the process;
/// safe for several threads.</remarks>
public sealed class KernelFunctions
{
    private static readonly ConditionalWeakTable<ISyscalls, Dictionary<string, KernelFunctions>> _byKernel = [];

    private readonly TracefsRoot _root;
    private readonly LiveKernelFacts _facts;
    private volatile FunctionSnapshot? _snapshot;

    private KernelFunctions(TracefsRoot root) => (_root, _facts) = (root, LiveKernelFacts.Of(root));

    /// <summary>Why it is not known what can be traced; null where it is.</summary>
    public KernelException? WhyTraceableUnknown => Snapshot.TraceableError;

    /// <summary>Why there are no addresses, or no functions at all; null where there are.</summary>
    public string? WhyNoAddresses => _facts.Symbols.WhyNone;

    /// <summary>How many functions the kernel and its modules have, by all names.</summary>
    public int Count => Snapshot.Functions.Count;

    /// <summary>The modules that have functions, by name.</summary>
    public IReadOnlyList<string> Modules
    {
        get
        {
            FunctionSymbols functions = Snapshot.Functions;
            return [.. Enumerable.Range(0, functions.Count).Select(functions.ModuleOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        }
    }

    private FunctionSnapshot Snapshot
    {
        get
        {
            KernelSymbolTable table = _facts.Symbols.Current();
            FunctionSnapshot? snapshot = _snapshot;
            if (snapshot is null || !ReferenceEquals(snapshot.Table, table))
                _snapshot = snapshot = new FunctionSnapshot(_root, table, _facts);
            return snapshot;
        }
    }

    /// <summary>The functions of the kernel that a tracefs belongs to; always the same for one path.</summary>
    public static KernelFunctions Of(TracefsRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Dictionary<string, KernelFunctions> known = _byKernel.GetOrCreateValue(root.Syscalls);
        lock (known)
        {
            if (!known.TryGetValue(root.Path, out KernelFunctions? functions)) known[root.Path] = functions = new KernelFunctions(root);
            return functions;
        }
    }

    /// <summary>All functions in the order of addresses, the kernel's own first.</summary>
    /// <param name="all">Also those that cannot be traced: notrace functions, other names, discarded code, labels.</param>
    public IEnumerable<KFunction> List(bool all = false)
    {
        FunctionSnapshot snapshot = Snapshot;
        for (int i = 0; i < snapshot.Functions.Count; i++)
        {
            if (all || MayBeTraced(snapshot, i)) yield return new KFunction(snapshot, i);
        }
    }

    /// <summary>The functions of a name, whether they can be traced or not; upper and lower case count.</summary>
    public IReadOnlyList<KFunction> Find(string name)
    {
        FunctionSnapshot snapshot = Snapshot;
        return [.. snapshot.Functions.Find(name).Select(function => new KFunction(snapshot, function))];
    }

    /// <summary>The functions of a name in upper or lower case, whether they can be traced or not.</summary>
    public IReadOnlyList<KFunction> FindAnyCase(string name)
    {
        FunctionSnapshot snapshot = Snapshot;
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        return [.. Enumerable.Range(0, snapshot.Functions.Count)
            .Where(function => Ascii.EqualsIgnoreCase(snapshot.Functions.NameOf(function), wanted))
            .Select(function => new KFunction(snapshot, function))];
    }

    /// <summary>Names that begin with a text and can be traced, in their order, each once.</summary>
    /// <param name="start">The text; upper and lower case are the same.</param>
    /// <param name="most">How many at the most.</param>
    public IReadOnlyList<string> NamesFrom(string start, int most)
    {
        ArgumentNullException.ThrowIfNull(start);
        FunctionSnapshot snapshot = Snapshot;
        byte[] wanted = Encoding.UTF8.GetBytes(start);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < snapshot.Functions.Count; i++)
        {
            ReadOnlySpan<byte> name = snapshot.Functions.NameOf(i);
            if (name.Length < wanted.Length || !Ascii.EqualsIgnoreCase(name[..wanted.Length], wanted) || !MayBeTraced(snapshot, i)) continue;
            names.Add(snapshot.Functions[i].Name);
            if (names.Count > most) names.Remove(names.Max!);
        }

        return [.. names];
    }

    /// <summary>Finds out about a name what an error has to say: what is there, why it cannot be traced, what would do instead.
    /// </summary>
    public FunctionFinding Explain(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new FunctionExplanation(Snapshot, name).Find();
    }

    internal static IReadOnlyList<string> VariantsOf(FunctionSnapshot snapshot, string baseName, string? without = null) =>
        snapshot.Functions.WithSuffix(baseName).Select(function => snapshot.Functions[function].Name)
            .Where(name => name != without && FunctionName.Parse(name).Variant is not null).Distinct().ToArray();

    private static bool MayBeTraced(FunctionSnapshot snapshot, int function) =>
        snapshot.Traceable?[function] ?? (!snapshot.Functions.IsInit(function) && !snapshot.Functions.IsPadding(function));
}
