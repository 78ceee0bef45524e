using System.Globalization;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Interop;

namespace KernelTrace.Tracefs;

/// <summary>One trace buffer with its control files: an instance, or the top level. Each file is a member; what the
/// kernel refuses is a <see cref="KernelException"/>.</summary>
public sealed class TraceInstance
{
    internal TraceInstance(TracefsRoot root, string name, string path)
    {
        Root = root;
        Name = name;
        Path = path;
    }

    /// <summary>The tracefs that the instance is in.</summary>
    public TracefsRoot Root { get; }

    /// <summary>Name of the instance; empty for the top level.</summary>
    public string Name { get; }

    /// <summary>Directory of the instance.</summary>
    public string Path { get; }

    /// <summary>Whether the instance is there.</summary>
    public bool Exists => Directory.Exists(Path);

    /// <summary><c>tracing_on</c>: whether events are recorded.</summary>
    public bool TracingOn
    {
        get => Read("tracing_on").Trim() != "0";
        set => Write("tracing_on", value ? "1" : "0");
    }

    /// <summary><c>buffer_size_kb</c> in bytes: what each CPU has; the largest where CPUs differ.</summary>
    public long BufferSize
    {
        get => Cpus().Select(cpu => Kilobytes(Read($"per_cpu/cpu{cpu}/buffer_size_kb"))).DefaultIfEmpty(0).Max() * 1024;
        set => Write("buffer_size_kb", Math.Max(1, (value + 1023) / 1024).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary><c>trace_clock</c>: the clock in use. The file lists all, the one in use in brackets.</summary>
    public string Clock
    {
        get => Read("trace_clock").Split(' ', '\n').FirstOrDefault(word => word.StartsWith('['))?.Trim('[', ']') ?? "";
        set => Write("trace_clock", value);
    }

    /// <summary>The clocks that this kernel has.</summary>
    public IReadOnlyList<string> Clocks =>
        [.. Read("trace_clock").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('[', ']'))];

    /// <summary><c>set_event_pid</c>: the threads whose events are recorded; none means all.</summary>
    public IReadOnlyList<int> EventPids
    {
        get => Numbers(Read("set_event_pid"));
        set => Write("set_event_pid", string.Join(' ', value));
    }

    /// <summary><c>set_event_notrace_pid</c>: the threads whose events are not recorded (kernel 5.7 and newer).</summary>
    public IReadOnlyList<int> EventNotracePids => NotracePids("set_event_notrace_pid");

    /// <summary><c>tracing_cpumask</c>: the CPUs whose events are recorded.</summary>
    public IReadOnlyList<int> CpuMask
    {
        get => CpuList.FromMask(Read("tracing_cpumask"));
        set => Write("tracing_cpumask", CpuList.ToMask(value));
    }

    /// <summary><c>buffer_percent</c>: how full a CPU's buffer must be before a waiting reader is woken (kernel 5.0 and
    /// newer).</summary>
    public int BufferPercent
    {
        get => TryRead("buffer_percent") is string text && int.TryParse(text, out int percent) ? percent : 0;
        set => Write("buffer_percent", value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The enabled events, from <c>set_event</c>.</summary>
    public IReadOnlyList<EventName> EnabledEvents() => EventList.Parse(Read("set_event"));

    /// <summary>The CPUs that have a buffer, in rising order.</summary>
    public IReadOnlyList<int> Cpus()
    {
        string folder = Path + "/per_cpu";
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateDirectories(folder, "cpu*")
            .Select(path => int.TryParse(System.IO.Path.GetFileName(path)[3..], out int cpu) ? cpu : -1)
            .Where(cpu => cpu >= 0).Order()];
    }

    /// <summary>The counters of one CPU's buffer.</summary>
    public CpuStats Stats(int cpu) => CpuStats.Parse(cpu, Read($"per_cpu/cpu{cpu}/stats"));

    /// <summary>The counters of one CPU's buffer; null where the instance is gone.</summary>
    internal CpuStats? TryStats(int cpu) => TryRead($"per_cpu/cpu{cpu}/stats") is string text ? CpuStats.Parse(cpu, text) : null;

    /// <summary>The layout of this instance's sub-buffers.</summary>
    /// <remarks>The instance has a <c>header_page</c> of its own, which differs from the top level's once its
    /// sub-buffer size was changed.</remarks>
    public SubBufferLayout Layout()
    {
        string text = TryRead("events/header_page") ?? Root.Files.Read(Root.Path + "/events/header_page");
        return SubBufferLayout.Parse(text);
    }

    /// <summary>Whether an option is on; null where this kernel or instance has no such option.</summary>
    public bool? Option(string name) => TryRead("options/" + name) is string text ? text.Trim() == "1" : null;

    /// <summary>Sets an option.</summary>
    public void SetOption(string name, bool on) => Write("options/" + name, on ? "1" : "0");

    /// <summary>Sets an option where there is one; false where there is not.</summary>
    public bool TrySetOption(string name, bool on) =>
        Root.Files.TryWrite($"{Path}/options/{name}", on ? "1" : "0") == 0;

    /// <summary>The threads that are not recorded.</summary>
    /// <param name="file"><c>set_event_notrace_pid</c> for events, <c>set_ftrace_notrace_pid</c> for functions (kernel 5.7 and
    /// newer).</param>
    public IReadOnlyList<int> NotracePids(string file) => TryRead(file) is string text ? Numbers(text) : [];

    /// <summary>Sets <see cref="NotracePids"/>; false where this kernel has no such file.</summary>
    public bool TrySetNotracePids(string file, IReadOnlyList<int> threads) =>
        Root.Files.TryWrite(FullPath(file), string.Join(' ', threads) + "\n") == 0;

    /// <summary>Empties the buffers of all CPUs, and their counters.</summary>
    public void Clear() => Write("trace", "");

    /// <summary>The file from which one CPU's sub-buffers are read.</summary>
    internal string RawPath(int cpu) => $"{Path}/per_cpu/cpu{cpu}/trace_pipe_raw";

    internal string FullPath(string file) => Path + "/" + file;

    internal string Read(string file) => Root.Files.Read(FullPath(file));

    internal string? TryRead(string file) => Root.Files.TryRead(FullPath(file), out string text) == 0 ? text : null;

    internal void Write(string file, string text) => Root.Files.Write(FullPath(file), text);

    private static long Kilobytes(string text)
    {
        // "7 (expanded: 1408)": a buffer that grows to its size when it is first used
        int expanded = text.IndexOf("expanded:", StringComparison.Ordinal);
        ReadOnlySpan<char> number = (expanded < 0 ? text : text[(expanded + 9)..]).AsSpan().Trim(" )\n");
        return long.TryParse(number, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value) ? value : 0;
    }

    private static IReadOnlyList<int> Numbers(string text) =>
        [.. text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => int.TryParse(word, out int value) ? value : -1).Where(value => value >= 0)];
}
