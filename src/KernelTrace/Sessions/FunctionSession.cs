using KernelTrace.Interop;
using KernelTrace.Processes;
using KernelTrace.Reading;
using KernelTrace.Tracefs;

namespace KernelTrace.Sessions;

/// <summary>A recording of functions, from nothing to nothing: in a private instance, or, where this kernel has the tracer only
/// there, in the top level, which is put back as it was. Undone when disposed, at the latest when the process ends.</summary>
/// <remarks>
/// Filter, threads, options and buffer belong to the instance. <c>set_graph_function</c>, <c>set_graph_notrace</c> and
/// <c>max_graph_depth</c> are one for all, and are borrowed where calls within calls are wanted.
/// Source: <c>kernel/trace/ftrace.c</c>; <c>kernel/trace/trace_functions_graph.c</c>.
/// </remarks>
public sealed class FunctionSession : IDisposable
{
    private const string Tracers = "available_tracers", Tracer = "current_tracer", Filter = "set_ftrace_filter", NoTrace = "set_ftrace_notrace",
        NewTask = "events/task/task_newtask/enable", Stacks = "func_stack_trace";

    private static readonly string[] _shared = ["set_graph_function", "set_graph_notrace", "max_graph_depth"];

    /// <summary>What a recording in the top level changes, in the order in which it is put back.</summary>
    private static readonly string[] _ofTop =
    [
        .. _shared, Filter, NoTrace, "set_ftrace_pid", "set_ftrace_notrace_pid",
        .. new[] { "function-fork", "record-tgid", "overwrite", "sleep-time", Stacks, "stacktrace", "userstacktrace", "func-args",
            "funcgraph-args", "funcgraph-retval", "funcgraph-retaddr" }.Select(option => "options/" + option),
        NewTask, "buffer_percent", "tracing_cpumask", "trace_clock", "buffer_size_kb",
    ];

    private static readonly HashSet<FunctionSession> _open = [];

    private readonly TracefsRoot _root;
    private readonly FunctionSettings _settings;
    private PrivateSession? _private;
    private BorrowedFiles? _borrowed;
    private bool? _hadStacks;

    private FunctionSession(TracefsRoot root, FunctionSettings settings) => (_root, _settings, Instance) = (root, settings, root.Top);

    static FunctionSession() => AppDomain.CurrentDomain.ProcessExit += (_, _) => DisposeAll();

    /// <summary>The buffer.</summary>
    public TraceInstance Instance { get; private set; }

    /// <summary>Whether it is the top level.</summary>
    public bool IsTop => _private is null;

    /// <summary>The threads of the processes that are recorded, as they were at the beginning; none where all are.</summary>
    public IReadOnlyList<int> Threads { get; private set; } = [];

    /// <summary>The patterns that the kernel refused, and why; the others are recorded.</summary>
    public IReadOnlyList<(string Pattern, KernelException Error)> Refused { get; private set; } = [];

    private string TracerName => _settings.Graph ? "function_graph" : "function";

    /// <summary>Whether the shared files are needed: calls within calls are wanted.</summary>
    private bool Borrows => _settings is { Graph: true, Inside: true };

    /// <summary>Sets a recording up; <see cref="Begin"/> begins it.</summary>
    /// <exception cref="KernelException">The kernel has no such tracer, refuses it, or all functions; the top level is in use.</exception>
    /// <exception cref="ArgumentException">A pattern is none.</exception>
    public static FunctionSession Create(TracefsRoot root, FunctionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(settings);
        foreach (string pattern in settings.Functions.Concat(settings.Callees).Concat(settings.NoTrace)) FunctionFilter.Check(pattern);
        var session = new FunctionSession(root, settings);
        BorrowedFiles.RestoreOrphaned(root);
        lock (_open) _open.Add(session);
        try
        {
            session.SetUp();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Undoes what a process that was killed left in files that all share.</summary>
    /// <returns>Whether there was something.</returns>
    public static bool RestoreOrphaned(TracefsRoot root) => BorrowedFiles.RestoreOrphaned(root);

    /// <summary>Undoes what is still open: when the module is removed, or the process ends.</summary>
    public static void DisposeAll()
    {
        FunctionSession[] open;
        lock (_open) open = [.. _open];
        foreach (FunctionSession session in open) session.Dispose();
    }

    /// <summary>Begins the recording.</summary>
    /// <exception cref="KernelException">The kernel refuses the tracer.</exception>
    public void Begin()
    {
        // before the tracer: else there are exits whose entries were not recorded
        if (!_settings.StackTrace) Instance.TracingOn = true;
        int error = _root.Files.TryWrite(Instance.FullPath(Tracer), TracerName);
        if (error < 0)
        {
            throw new KernelException("set tracer", TracerName, -error, FunctionFilter.Remedy(-error, Filter)
                ?? (error == -Errno.EBUSY ? "Another tracer has hooks in the kernel's functions that do not go with it." : null));
        }

        if (!_settings.StackTrace) return;
        // an option of the tracer: kernels before 6.12 take it from the tracer in use alone
        Instance.SetOption(Stacks, true);
        Instance.TracingOn = true;
    }

    /// <summary>Ends the recording; what it recorded can still be read.</summary>
    public void End() => Instance.TracingOn = false;

    /// <summary>Undoes everything.</summary>
    public void Dispose()
    {
        lock (_open)
        {
            if (!_open.Remove(this)) return;
        }

        if (_private is not null)
        {
            if (_hadStacks is bool had) Instance.TrySetOption(Stacks, had);
            // first the tracer: without the shared files it would record everything
            _root.Files.TryWrite(Instance.FullPath(Tracer), "nop");
            _private.Dispose();
        }

        if (_borrowed is null) return;
        _borrowed.PutBack();
        if (!IsTop) return;
        KeptStreams.Forget(Instance);
        SavedCmdlines.Restore(_root);
    }

    private void SetUp()
    {
        if (!Words(_root.Top, Tracers).Contains(TracerName)) throw NoTracer();
        _private = PrivateSession.Create(_root, _settings.Session with { ProcessIds = null });
        if (Words(_private.Instance, Tracers).Contains(TracerName))
        {
            Instance = _private.Instance;
            Instance.TracingOn = false;
            if (Borrows) Borrow(_shared);
        }
        else
        {
            _private.Dispose();
            _private = null;
            RefuseBusyTop();
            Borrow([.. _ofTop, Tracer, "tracing_on"]);
            SavedCmdlines.Grow(_root);
            Instance.TracingOn = false;
            Instance.Write(Tracer, "nop");
            foreach (string file in (string[])[.. _shared.Take(2), NoTrace]) FunctionFilter.Write(Instance, file, []);
            foreach (string file in (string[])["set_ftrace_pid", "set_ftrace_notrace_pid"]) _root.Files.TryWrite(Instance.FullPath(file), "\n");
            _root.Files.TryWrite(Instance.FullPath("max_graph_depth"), "0");
            foreach (string option in (string[])[Stacks, "stacktrace", "userstacktrace"]) Instance.TrySetOption(option, false);
            SessionStore.Apply(Instance, _settings.Session with { ProcessIds = null });
            Instance.Clear();
        }

        // tells threads from children, and makes the kernel note the processes of threads, which it does only while an event is enabled
        _root.Files.TryWrite(Instance.FullPath(NewTask), "1");
        ChooseFunctions();
        ChooseThreads();
        Instance.TrySetOption("sleep-time", true);
        foreach (string option in (string[])["funcgraph-args", "funcgraph-retval", "funcgraph-retaddr"])
            Instance.TrySetOption(option, _settings.Values);
        // kernels before 6.19 share the option among all instances, and one that was killed may have left it on
        _hadStacks = Instance.Option(Stacks);
        Instance.TrySetOption(Stacks, false);
        // the kernel records either, and refuses the tracer with both
        Instance.TrySetOption("func-args", _settings.Values && !_settings.StackTrace);
    }

    private KernelException NoTracer() => new("set tracer", TracerName, Errno.EOPNOTSUPP, $"{TracerName} is not supported by this kernel "
        + $"(needs {(_settings.Graph ? "CONFIG_FUNCTION_GRAPH_TRACER" : "CONFIG_FUNCTION_TRACER")}; available tracers: "
        + $"{string.Join(", ", Words(_root.Top, Tracers))}).");

    /// <summary>Somebody at the machine may be using the top level.</summary>
    private void RefuseBusyTop()
    {
        if (_settings.Force) return;
        TraceInstance top = _root.Top;
        string tracer = top.Read(Tracer).Trim();
        string? use = tracer != "nop" ? $"its tracer is {tracer}"
            : top.EnabledEvents() is { Count: > 0 } events ? $"it records {events.Count} events, {events[0]} among them"
            : top.Cpus().Sum(cpu => top.Stats(cpu).Entries) is > 0 and long entries ? $"its buffer holds {entries} events, which would be lost"
            : null;
        if (use is null) return;
        throw new KernelException("use", "the top level of tracefs", Errno.EBUSY, $"This kernel has the {TracerName} tracer only in its top-level "
            + $"buffer, and that is in use: {use}. Use -Force to take it over for the time of this command.");
    }

    /// <summary>Borrows files that all share, unless that would change what somebody else records.</summary>
    private void Borrow(string[] files)
    {
        const string Graph = "function_graph";
        string? other = _root.Top.Read(Tracer).Trim() == Graph && !IsTop ? "the top level"
            : _root.InstanceNames().Where(name => name != Instance.Name && _root.Instance(name).TryRead(Tracer)?.Trim() == Graph)
                .Select(name => $"session '{name}'").FirstOrDefault();
        if (other is not null && !_settings.Force)
        {
            throw new KernelException("set", "the functions of the graph", Errno.EBUSY, $"The kernel has one list of them for all, and {other} "
                + "records a function graph now, which would change. End that first, ask for no calls within calls (-Depth 1), or use -Force.");
        }

        // which sizes CPUs have where they differ stands in a file of each
        IEnumerable<string> sizes = files.Contains("buffer_size_kb") && _root.Top.TryRead("buffer_size_kb")?.StartsWith('X') == true
            ? _root.Top.Cpus().Select(cpu => $"per_cpu/cpu{cpu}/buffer_size_kb") : [];
        _borrowed = BorrowedFiles.Take(_root, [.. files.Take(files.Length - (IsTop ? 2 : 0)), .. sizes, .. files.TakeLast(IsTop ? 2 : 0)]);
    }

    private void ChooseFunctions()
    {
        bool all = _settings.Functions.Contains("*");
        var refused = new List<(string Pattern, KernelException Error)>();
        if (Borrows)
        {
            refused.AddRange(FunctionFilter.Write(Instance.Root.Top, "set_graph_function", all ? [] : _settings.Functions));
            _root.Top.Write("max_graph_depth", $"{_settings.Depth}");
            FunctionFilter.Write(_root.Top, "set_graph_notrace", []);
        }
        else
        {
            refused.AddRange(FunctionFilter.Write(Instance, Filter, all ? [] : _settings.Functions));
        }

        if (refused.Count > 0 && refused.Count >= _settings.Functions.Count) throw refused[0].Error;
        HashSet<string> wrong = [.. refused.Select(item => item.Pattern)];
        if (Borrows)
        {
            refused.AddRange(FunctionFilter.Write(Instance, Filter, _settings.Callees.Count == 0 || all ? []
                : [.. _settings.Functions.Where(pattern => !wrong.Contains(pattern)), .. _settings.Callees]));
        }

        refused.AddRange(FunctionFilter.Write(Instance, NoTrace, _settings.NoTrace));
        Refused = refused;
    }

    private void ChooseThreads()
    {
        if (_settings.ProcessIds is not { Count: > 0 } pids) return;
        var threads = new List<int>();
        foreach (int pid in pids)
        {
            IReadOnlyList<int> of = ThreadList.Of(pid);
            if (of.Count == 0) throw new KernelException("trace process", $"{pid}", Errno.ESRCH);
            threads.AddRange(of);
        }

        // new threads are followed as children are
        Instance.TrySetOption("function-fork", true);
        Instance.Write("set_ftrace_pid", string.Join(' ', threads));
        Threads = threads;
    }

    private static string[] Words(TraceInstance instance, string file) =>
        (instance.TryRead(file) ?? "").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
