using System.Diagnostics;
using System.Management.Automation;
using KernelTrace.Capabilities;
using KernelTrace.Features;
using KernelTrace.Interop;
using KernelTrace.Symbols;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Get-KTraceCapability on the live kernel: its answers against what these kernels are known to have.</summary>
public sealed class CapabilityTests(LiveShell shell) : IClassFixture<LiveShell>
{
    private const string Unknown = "?", Yes = "yes", No = "no";

    private static readonly string[] _lines = ["5.10", "6.1", "6.12", "6.18", "7.3", "running 6.18"];

    private static readonly Lazy<KTraceCapability[]> _all = new(Report);

    private readonly TracefsRoot _root = Live.Require();

    /// <summary>What a shell and the kernels' packages showed; a line that is not in the table is not judged.</summary>
    //                                                                 5.10  6.1  6.12 6.18 7.3  running 6.18
    public static TheoryData<string, string[]> Truth { get; } = new()
    {
        { "tracefs", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "tracefs permissions", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "instances", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "tracepoints", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "syscall tracepoints", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "user strings in syscall events", [No, No, No, No, Yes, No] },
        { "filters", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "triggers", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "stack traces", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "hist triggers", [No, Yes, Yes, Yes, Yes, No] },
        { "synthetic events", [No, Yes, Yes, Yes, Yes, No] },
        { "user_events", [No, No, No, No, No, No] },
        { "kprobes", [Yes, Yes, Yes, Yes, Yes, No] },
        { "kretprobes", [Yes, Yes, Yes, Yes, Yes, No] },
        { "BTF arguments", [No, No, Yes, Yes, Yes, No] },
        { "uprobes", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "uretprobes", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "eprobes", [No, Yes, Yes, Yes, Yes, No] },
        { "fprobes", [No, No, Yes, Yes, Yes, No] },
        { "tprobes", [No, No, Yes, Yes, Yes, No] },
        { "function tracer", [Yes, Yes, Yes, Yes, Yes, Unknown] },
        { "function filters", [Yes, Yes, Yes, Yes, Yes, Unknown] },
        { "function arguments", [No, No, No, Yes, Yes, No] },
        { "function_graph", [Yes, Yes, Yes, Yes, Yes, No] },
        { "function_graph in instances", [No, No, Yes, Yes, Yes, No] },
        { "function_graph return values", [No, No, No, No, No, No] },
        { "function_graph arguments", [No, No, No, Yes, Yes, No] },
        { "irqsoff tracer", [No, No, No, No, No, No] },
        { "preemptoff tracer", [No, No, No, No, No, No] },
        { "wakeup tracer", [No, No, No, No, No, No] },
        { "hwlat tracer", [No, No, No, No, No, No] },
        { "osnoise tracer", [No, No, No, No, No, No] },
        { "timerlat tracer", [No, No, No, No, No, No] },
        { "snapshot", [Yes, Yes, Yes, Yes, Yes, No] },
        { "ring-buffer mmap", [No, No, Yes, Yes, Yes, Yes] },
        { "sub-buffer size", [No, No, Yes, Yes, Yes, Yes] },
        { "perf software events", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "perf tracepoint events", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF system call", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "kernel BTF", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "module BTF", [No, Yes, Yes, Yes, Yes, No] },
        { "BPF BTF", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF kprobe programs", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF tracepoint programs", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF raw tracepoint programs", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF BTF tracepoint programs", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF fentry programs", [Yes, Yes, Yes, Yes, Yes, Unknown] },
        { "BPF fexit programs", [Yes, Yes, Yes, Yes, Yes, Unknown] },
        { "BPF iterator programs", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF sleepable programs", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF links", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF perf event links", [No, Yes, Yes, Yes, Yes, Yes] },
        { "BPF kprobe_multi links", [No, No, Yes, Yes, Yes, No] },
        { "BPF kprobe_session links", [No, No, Yes, Yes, Yes, No] },
        { "BPF uprobe_multi links", [No, No, Yes, Yes, Yes, Yes] },
        { "BPF hash map", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF stack trace map", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF ring buffer map", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF task storage map", [No, Yes, Yes, Yes, Yes, Yes] },
        { "BPF bloom filter map", [No, Yes, Yes, Yes, Yes, Yes] },
        { "BPF user ring buffer map", [No, Yes, Yes, Yes, Yes, Yes] },
        { "BPF arena map", [No, No, Yes, Yes, Yes, Yes] },
        { "BPF helper probe_read_user_str", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF helper ktime_get_boot_ns", [Yes, Yes, Yes, Yes, Yes, Yes] },
        { "BPF helper get_attach_cookie", [No, Yes, Yes, Yes, Yes, Yes] },
        { "lockdown", [Yes, Yes, Yes, Yes, Yes, Unknown] },
        { "LTTng modules", [No, No, No, No, No, No] },
        { "SystemTap runtime", [No, No, No, No, No, No] },
        { "sysdig/Falco driver", [No, No, No, No, No, No] },
    };

    [Theory]
    [MemberData(nameof(Truth))]
    public void Answers_what_is_true_of_this_kernel(string mechanism, string[] expected)
    {
        int line = Line();
        if (line < 0) Assert.Skip($"nothing is known of {Environment.OSVersion.Version}");
        KTraceCapability answer = Assert.Single(_all.Value, item => item.Mechanism == mechanism);
        Assert.True(expected[line] == Text(answer.Available), $"{_lines[line]}: {answer}; {answer.Reason}; {answer.Detail}");
    }

    [Fact]
    public void Every_answer_but_yes_has_a_reason()
    {
        KTraceCapability[] all = _all.Value;
        Assert.Equal(KernelCapabilities.Mechanisms.Select(feature => feature.Name), all.Select(answer => answer.Mechanism));
        Assert.All(all, answer => Assert.True(answer.Available == true ? answer.Reason is null : !string.IsNullOrWhiteSpace(answer.Reason), $"{answer}"));
    }

    /// <summary>The release that a row names is none newer than a kernel that has it.</summary>
    [Fact]
    public void What_works_is_not_said_to_be_newer_than_this_kernel()
    {
        Version now = Environment.OSVersion.Version;
        Assert.All(_all.Value.Where(answer => answer is { Available: true, SinceKernel: not null }),
            answer => Assert.True(answer.SinceKernel <= now, $"{answer}, since {answer.SinceKernel}, here {now}"));
    }

    /// <summary>What a kernel lacks though it is newer, it was built without. Except for what the machine decides.</summary>
    [Fact]
    public void What_a_newer_kernel_lacks_is_missing_from_its_configuration()
    {
        var config = new KernelConfig(LinuxSyscalls.Instance);
        if (!config.IsKnown) return; // the package of 7.3 has none: there the table above must do
        string[] machine = ["perf hardware events", "tracing rights", "kernel addresses", "module BTF", "libbpf", "BPF CO-RE"];
        Version now = Environment.OSVersion.Version;
        Assert.All(_all.Value.Where(answer => answer is { Available: false, SinceKernel: not null } && answer.SinceKernel <= now
            && !machine.Contains(answer.Mechanism)),
            answer => Assert.True(answer.RequiredConfig.Any(setting => config.Find(setting) is null), $"{answer}: {answer.Reason}; {answer.Detail}"));
    }

    /// <summary>And what it was built without it does not have, for settings that are as old as the mechanism.</summary>
    [Fact]
    public void What_works_was_configured()
    {
        var config = new KernelConfig(LinuxSyscalls.Instance);
        if (!config.IsKnown) return;
        Version own = new(6, 17); // CONFIG_EPROBE_EVENTS: before, eprobes came with any probe
        Assert.All(_all.Value.Where(answer => answer.Available == true
            && !(answer.Mechanism == KernelFeatures.Eprobes.Name && Environment.OSVersion.Version < own)),
            answer => Assert.All(answer.RequiredConfig, setting => Assert.True(config.Find(setting) is not null, $"{answer} without {setting}")));
    }

    [Fact]
    public void Leaves_no_trace()
    {
        _ = _all.Value; // opens what the process keeps: assemblies, the kernel's types
        string before = Traces();
        Report();
        WaitFor(before);
    }

    /// <summary>What the test above compares is seen while it is there.</summary>
    [Fact]
    public void Traces_would_be_seen()
    {
        string before = Traces();
        using (var context = new ProbeContext(LinuxSyscalls.Instance))
        {
            Assert.True(context.Instance.Exists);
            Assert.NotEqual(before, Traces());
            context.Dispose();
            Assert.Equal(before, Traces());

            Assert.Equal(0, BpfCalls.CreateMap(context, 2, 4, 4, 1, 0, null, out FileDescriptor? map));
            Assert.Single(BpfIds.Named("pskt_probe"), id => id.StartsWith("map ", StringComparison.Ordinal));
            map!.Dispose();
            Assert.Equal(0, BpfCalls.Load(context, 2, BpfCalls.Nothing, 0, 0, 0, out FileDescriptor? program, out _));
            Assert.Contains(BpfIds.Named("pskt_probe"), id => id.StartsWith("program ", StringComparison.Ordinal));
            program!.Dispose();

            string definition = $"p:{context.NewName()}/event /bin/sh:0x1000";
            context.Root.Files.Append(_root.Path + "/uprobe_events", definition);
            Assert.NotEqual(before, Traces());
            context.Root.Files.Append(_root.Path + "/uprobe_events", "-:" + definition.Split(':', ' ')[1]);
        }

        WaitFor(before);
    }

    [Fact]
    public void Takes_less_than_two_seconds()
    {
        // an emulated kernel is some twenty times slower
        TimeSpan limit = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("PSKT_TEST_EVENTS") is null ? 2 : 60);
        _ = _all.Value;
        var time = Stopwatch.StartNew();
        using var capabilities = new KernelCapabilities();
        var slow = new List<string>();
        TimeSpan before = default;
        foreach (KTraceCapability answer in capabilities.Report(_ => true))
        {
            if (time.Elapsed - before > TimeSpan.FromMilliseconds(50)) slow.Add($"{answer.Mechanism} {(time.Elapsed - before).TotalMilliseconds:0}");
            before = time.Elapsed;
        }

        capabilities.Dispose();
        string measured = $"{time.ElapsedMilliseconds} ms, of it {string.Join(", ", slow)}";
        TestContext.Current.TestOutputHelper?.WriteLine(measured);
        Assert.True(time.Elapsed < limit, measured);
    }

    [Fact]
    public void Is_asked_by_name_and_wildcard()
    {
        PSObject[] some = shell.Run("Get-KTraceCapability UPROBES, 'BPF *map', uprobes");
        Assert.Equal("uprobes", some[0].Properties["Mechanism"].Value);
        Assert.True(some.Length > 10);
        Assert.Single(some, item => (string)item.Properties["Mechanism"].Value == "uprobes");
        Assert.Empty(shell.Run("Get-KTraceCapability nosuch*"));
        Assert.Equal(["kprobes", "uprobes"], shell.Run("'kprobes', 'uprobes' | Get-KTraceCapability").Select(item => item.Properties["Mechanism"].Value));
    }

    [Fact]
    public void An_unknown_name_is_an_error_with_near_names()
    {
        LiveShell.Result result = shell.RunAll("Get-KTraceCapability kprobs, uprobes");
        Assert.Equal("uprobes", Assert.Single(result.Output).Properties["Mechanism"].Value);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("Capability,NotFound,PSKernelTrace.Commands.GetKTraceCapabilityCommand", error.FullyQualifiedErrorId);
        Assert.Contains("Did you mean kprobes", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stopping_early_removes_the_instance()
    {
        string before = Traces();
        Assert.Single(shell.Run("Get-KTraceCapability | Select-Object -First 1"));
        Assert.Equal(5, shell.Run("Get-KTraceCapability | Select-Object -First 5").Length);
        WaitFor(before);
    }

    [Fact]
    public void Names_are_completed_with_what_they_need()
    {
        using PowerShell ps = PowerShell.Create(shell.Runspace);
        ps.AddScript("Import-Module PSKernelTrace").Invoke();
        const string Line = "Get-KTraceCapability hist";
        CommandCompletion completion = CommandCompletion.CompleteInput(Line, Line.Length, null, ps);
        CompletionResult found = Assert.Single(completion.CompletionMatches);
        Assert.Equal("'hist triggers'", found.CompletionText);
        Assert.Equal("CONFIG_HIST_TRIGGERS, kernel 4.7 or newer", found.ToolTip);
    }

    private static KTraceCapability[] Report()
    {
        using var capabilities = new KernelCapabilities();
        return [.. capabilities.Report(_ => true)];
    }

    private static string Text(bool? available) => available is bool known ? known ? Yes : No : Unknown;

    /// <summary>Which of the table's kernels this is; -1 for another.</summary>
    private static int Line()
    {
        string release = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        return release.EndsWith("-amd64", StringComparison.Ordinal)
            ? Array.FindIndex(_lines, line => release.StartsWith(line + ".", StringComparison.Ordinal))
            : release.StartsWith("6.18.", StringComparison.Ordinal) && !Directory.Exists("/sys/module/kprobes") && !File.Exists("/sys/kernel/tracing/kprobe_events")
                ? _lines.Length - 1 : -1;
    }

    /// <summary>Programs and maps are freed a moment after their last descriptor is closed.</summary>
    private void WaitFor(string before)
    {
        var time = Stopwatch.StartNew();
        while (Traces() != before && time.Elapsed < TimeSpan.FromSeconds(20)) Thread.Sleep(50);
        Assert.Equal(before, Traces());
    }

    /// <summary>All that a report of this process could leave: instances and definitions, programs and maps by name,
    /// descriptors, settings of the top level.</summary>
    private string Traces()
    {
        string[] definitions = ["dynamic_events", "kprobe_events", "uprobe_events", "synthetic_events"];
        string[] settings = ["saved_cmdlines_size", "set_ftrace_filter", "current_tracer", "trace_options"];
        string[] open = [.. Directory.EnumerateFiles("/proc/self/fd").Select(path => new FileInfo(path).LinkTarget ?? "")
            .Where(target => target.Contains("bpf", StringComparison.Ordinal) || target.Contains("perf_event", StringComparison.Ordinal)
                || target.StartsWith("/sys/", StringComparison.Ordinal))];
        return string.Join('\n',
        [
            .. _root.InstanceNames().Where(name => name.StartsWith($"pskerneltrace-{Environment.ProcessId}-", StringComparison.Ordinal)),
            .. definitions.SelectMany(file => Lines(file).Where(line => line.Contains($"pskt_probe_{Environment.ProcessId}_", StringComparison.Ordinal))),
            .. settings.SelectMany(Lines),
            .. BpfIds.Named("pskt_probe"),
            .. open,
        ]);

        string[] Lines(string file) => _root.Files.TryRead($"{_root.Path}/{file}", out string text) < 0 ? [] : text.Split('\n');
    }
}
