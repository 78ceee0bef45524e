using System.Globalization;
using KernelTrace.Interop;
using KernelTrace.Processes;
using KernelTrace.Sessions;
using KernelTrace.Symbols;
using KernelTrace.Tracefs;

namespace KernelTrace.Capabilities;

/// <summary>What probes share, made when first needed and undone at the end: tracefs, a private instance that records
/// nothing, names of our own.</summary>
internal sealed class ProbeContext(ISyscalls syscalls) : IDisposable
{
    private readonly List<string> _leftovers = [];
    private TracefsRoot? _root;
    private PrivateSession? _session;
    private KernelException? _noTracefs, _noSession;
    private ProcessRights? _rights;
    private KernelBtf? _btf;
    private int _names;

    public ISyscalls Syscalls => syscalls;

    public KernelFile Files { get; } = new(syscalls);

    /// <summary>What this process may.</summary>
    public ProcessRights Rights => _rights ??= ProcessRights.Read(Files, Syscalls.EffectiveUserId);

    public KernelBtf Btf => _btf ??= new KernelBtf(Syscalls);

    /// <summary>The machine's tracefs, mounted where it is not (and unmounted at the end).</summary>
    /// <exception cref="KernelException">There is none, or it may not be read.</exception>
    public TracefsRoot Root => _root ??= Once(ref _noTracefs, () => TracefsRoot.Open(Syscalls));

    /// <summary>A private instance that records nothing.</summary>
    /// <exception cref="KernelException">It cannot be had.</exception>
    public TraceInstance Instance => (_session ??= Once(ref _noSession, () => PrivateSession.CreateStopped(Root))).Instance;

    /// <summary>A name for a definition that no other process uses: it holds the process id and its start time.</summary>
    public string NewName() => string.Create(CultureInfo.InvariantCulture,
        $"pskt_probe_{Environment.ProcessId}_{ThreadList.StartTime(Environment.ProcessId) ?? 0}_{++_names}");

    /// <summary>Writes a control file of the private instance and, where that was taken, the text that undoes it.</summary>
    /// <returns>0, or -errno of the first.</returns>
    public int Try(string file, string text, string? undo) => TryPath(Instance.FullPath(file), text, undo, Libc.O_TRUNC);

    /// <summary>Writes a file and, where that was taken, the text that undoes it.</summary>
    public int TryPath(string path, string text, string? undo, int flags)
    {
        int error = Files.TryWrite(path, text, flags);
        if (error == 0 && undo is not null && Files.TryWrite(path, undo, flags) is < 0 and int kept)
            _leftovers.Add($"could not be undone: {FeatureState.Refusal("write", $"'{undo}' to {path}", kept)}");
        return error;
    }

    /// <summary>What could not be undone since this was asked last; null for nothing.</summary>
    public string? TakeLeftovers()
    {
        string? text = _leftovers.Count == 0 ? null : string.Join("; ", _leftovers);
        _leftovers.Clear();
        return text;
    }

    public void Dispose()
    {
        _session?.Dispose();
        _session = null;
        if (_root is { WasMounted: true }) Syscalls.Unmount(_root.Path);
        _root = null;
    }

    /// <summary>What failed once is not tried again for each mechanism.</summary>
    private static T Once<T>(ref KernelException? failed, Func<T> make)
    {
        if (failed is not null) throw failed;
        try
        {
            return make();
        }
        catch (KernelException e)
        {
            failed = e;
            throw;
        }
    }
}
