using System.Diagnostics;
using System.Management.Automation;
using KernelTrace.Formats.Functions;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Functions;
using KernelTrace.Reading;
using KernelTrace.Sessions;
using KernelTrace.Symbols;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Functions of the kernel, on kernels that have the tracers.</summary>
public sealed class FunctionTraceTests(LiveShell shell) : IClassFixture<LiveShell>
{
    private static readonly string[] _files = ["current_tracer", "set_ftrace_filter", "set_ftrace_notrace", "set_graph_function", "set_graph_notrace",
        "max_graph_depth", "set_ftrace_pid", "set_ftrace_notrace_pid", "set_event_pid", "trace_clock", "buffer_size_kb", "buffer_percent", "tracing_on", "tracing_cpumask", "set_event",
        "trace_options", "saved_cmdlines_size"];

    private readonly TracefsRoot _root = Live.Require();

    [Fact]
    public void The_calls_are_those_of_the_kernels_own_text_of_the_same_buffer()
    {
        Require("function_graph");
        Dictionary<string, string> before = Settings();
        using Process child = Reader(out Action begin, out Action end);
        using (FunctionSession session = FunctionSession.Create(_root, new FunctionSettings
        {
            Functions = ["vfs_read", "vfs_open"],
            Graph = true,
            Inside = true,
            Depth = 4,
            ProcessIds = [child.Id],
        }))
        {
            session.Begin();
            begin();
            Thread.Sleep(1500);
            end();
            session.End();
            var expected = GraphTextCall.Parse(File.ReadAllText(session.Instance.Path + "/trace"));
            var sink = new Sink(_root, session.Instance);
            using (TraceReader reader = TraceReader.Open(session.Instance, LiveKernelFacts.Of(_root)))
            {
                reader.Drain();
                while (reader.Take(sink, 1000) == 1000)
                {
                }

                Assert.Empty(reader.Losses);
            }

            sink.Pairer.Flush();
            Assert.True(expected.Count > 20, $"only {expected.Count} calls");
            Assert.True(sink.Ended.Count > 20, $"only {sink.Ended.Count} calls of {sink.Entries} entries and {sink.Exits} exits");
            foreach (int cpu in _root.Top.Cpus())
                Assert.Equal(expected.Where(call => call.Cpu == cpu), sink.Ended.Where(call => call.Cpu == cpu));
            Assert.Equal(0, sink.Pairer.EntriesLost);
            Assert.Contains(sink.Ended, call => call.Depth == 2);
            Assert.DoesNotContain(sink.Ended, call => call.Depth > 3);
        }

        Assert.Equal(before, Settings());
    }

    [Fact]
    public void A_watched_graph_has_the_functions_of_a_program_nested()
    {
        Require("function_graph");
        Dictionary<string, string> before = Settings();
        using Process child = Reader(out Action begin, out Action end);
        begin();
        PSObject[] trees = shell.Run($"Watch-KFunction vfs_open, vfs_read -Graph -Depth 3 -Tree -ProcessId {child.Id} -Duration 3 -WarningAction Ignore");
        PSObject[] measured = shell.Run($"Measure-KFunction vfs_open, vfs_read, do_dentry_open -ProcessId {child.Id} -IncludeChildren -Duration 2 -WarningAction Ignore");
        end();
        Assert.NotEmpty(trees);
        KFunctionCall[] calls = [.. trees.Select(tree => Assert.IsType<KFunctionCall>(tree.BaseObject))];
        Assert.All(calls, call => Assert.Equal((child.Id, child.Id), (call.Pid, call.Tid)));
        KFunctionCall open = calls.First(call => call.Function == "vfs_open" && call is { EntryLost: false, Unfinished: false });
        Assert.Equal(0, open.Depth);
        KFunctionCall inner = Assert.Single(open.Children, call => call.Function == "do_dentry_open");
        Assert.Equal((1, "vfs_open"), (inner.Depth, inner.Caller));
        Assert.True(inner.DurationNs < open.DurationNs && inner.TimestampNs >= open.TimestampNs);
        Assert.NotEmpty(inner.Children);
        Assert.StartsWith("              |  vfs_open(", open.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, Settings());

        KFunctionMeasurement[] functions = [.. measured.Select(item => Assert.IsType<KFunctionMeasurement>(item.BaseObject))];
        KFunctionMeasurement whole = functions.Single(item => item.Function == "vfs_open");
        Assert.True(whole.Count > 0 && whole.SelfTotalNs < whole.TotalNs);
        Assert.True(whole.MinimumNs <= whole.P50Ns && whole.P50Ns <= whole.P99Ns && whole.P99Ns <= whole.MaximumNs && whole.MaximumNs <= whole.TotalNs);
        Assert.Equal(functions.OrderByDescending(item => item.TotalNs), functions);
    }

    [Fact]
    public void A_stopped_watch_puts_everything_back()
    {
        Require("function_graph");
        foreach (string command in (string[])["Watch-KFunction vfs_* -Graph", "Watch-KFunction vfs_read -Graph -Depth 1", "Measure-KFunction vfs_* -Duration 60"])
        {
            Dictionary<string, string> before = Settings();
            using PowerShell shell2 = PowerShell.Create(shell.Runspace);
            IAsyncResult running = shell2.AddScript(command + " -WarningAction Ignore").BeginInvoke();
            Thread.Sleep(new Random(command.Length).Next(500, 4000));
            Assert.False(running.IsCompleted, string.Join('\n', shell2.Streams.Error.ReadAll()));
            shell2.Stop();
            Assert.Throws<PipelineStoppedException>(() => shell2.EndInvoke(running));
            Assert.Equal(before, Settings());
            Assert.DoesNotContain(_root.InstanceNames(), name => name.StartsWith($"pskerneltrace-{Environment.ProcessId}-", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_stood_in_the_shared_files_before_is_put_back()
    {
        Require("function_graph");
        Set("set_graph_function", "vfs_write");
        Set("max_graph_depth", "7");
        try
        {
            Dictionary<string, string> before = Settings();
            shell.Run("Watch-KFunction vfs_open -Graph -Depth 2 -Duration 0.5 -WarningAction Ignore | Out-Null");
            Assert.Equal(before, Settings());
            Assert.Equal("vfs_write\n", before["set_graph_function"]);
        }
        finally
        {
            Set("set_graph_function", "");
            Set("max_graph_depth", "0");
        }
    }

    [Fact]
    public void A_top_level_in_use_is_not_taken()
    {
        Require("function_graph");
        using (PrivateSession probe = PrivateSession.Create(_root, new SessionSettings()))
        {
            if (File.ReadAllText(probe.Instance.Path + "/available_tracers").Contains("function_graph")) Assert.Skip("this kernel does not need the top level");
        }

        Set("current_tracer", "function");
        try
        {
            LiveShell.Result result = shell.RunAll("Watch-KFunction vfs_open -Graph -Duration 1");
            Assert.Equal("TraceFunction,EBUSY", Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0..2].Aggregate((a, b) => $"{a},{b}"));
            Assert.Contains("its tracer is function", result.Errors[0].ToString(), StringComparison.Ordinal);
            Assert.Equal("function\n", File.ReadAllText(_root.Path + "/current_tracer"));
        }
        finally
        {
            Set("current_tracer", "nop");
            Set("trace", "");
        }
    }

    [Fact]
    public void Entries_name_function_and_caller_of_the_process_alone()
    {
        Require("function");
        Dictionary<string, string> before = Settings();
        using Process child = Reader(out Action begin, out Action end);
        begin();
        PSObject[] entries = shell.Run($"Watch-KFunction vfs_open -ProcessId {child.Id} -MaxEvents 5 -Duration 20");
        PSObject[] stacks = shell.Run($"Watch-KFunction do_dentry_open -ProcessId {child.Id} -MaxEvents 3 -Duration 20 -StackTrace");
        end();
        Assert.Equal(5, entries.Length);
        Assert.All(entries.Select(item => (KFunctionEntry)item.BaseObject), entry =>
        {
            Assert.Equal((child.Id, "vfs_open"), (entry.Pid, entry.Function));
            Assert.NotNull(entry.Caller);
            Assert.Contains($"<-{entry.Caller}", entry.ToString(), StringComparison.Ordinal);
        });
        Assert.Equal(3, stacks.Length);
        Assert.All(stacks.Select(item => (KFunctionEntry)item.BaseObject), entry => Assert.Contains(entry.Stack, frame => frame.Symbol == "path_openat"));
        Assert.Equal(before, Settings());
    }

    [Fact]
    public void Children_are_recorded_where_that_is_asked_for()
    {
        Require("function_graph");
        using Process child = Reader(out Action begin, out Action end);
        begin();
        PSObject[] without = shell.Run($"Watch-KFunction vfs_open -Graph -Depth 1 -ProcessId {child.Id} -Duration 2 -WarningAction Ignore");
        PSObject[] with = shell.Run($"Watch-KFunction vfs_open -Graph -Depth 1 -ProcessId {child.Id} -IncludeChildren -Duration 2 -WarningAction Ignore");
        end();
        Assert.All(without, item => Assert.Equal(child.Id, item.Properties["Pid"].Value));
        Assert.Contains(with, item => (int?)item.Properties["Pid"].Value != child.Id);
        Assert.All(with, item => Assert.Equal(0, ((KFunctionCall)item.BaseObject).Depth));
    }

    [Fact]
    public void All_threads_of_a_process_are_recorded_the_new_ones_too()
    {
        Require("function");
        using var stop = new CancellationTokenSource();
        void Work()
        {
            while (!stop.IsCancellationRequested) File.ReadAllText("/proc/self/comm");
        }

        var old = new Thread(Work);
        old.Start();
        Thread? young = null;
        // a thread that is made while the watch runs
        using var timer = new Timer(_ => (young = new Thread(Work)).Start(), null, 4000, Timeout.Infinite);
        PSObject[] entries = shell.Run($"Watch-KFunction vfs_open -ProcessId {Environment.ProcessId} -Duration 8");
        stop.Cancel();
        old.Join();
        young!.Join();
        Assert.All(entries, item => Assert.Equal(Environment.ProcessId, (int?)item.Properties["Pid"].Value ?? Environment.ProcessId));
        Assert.InRange(entries.Select(item => (int)item.Properties["Tid"].Value).Distinct().Count(), 2, 1000);
    }

    [Theory]
    [InlineData("vfs_reed", "TraceFunction,EINVAL", "vfs_read")]
    [InlineData("nothing_like_it*", "TraceFunction,EINVAL", "matches it")]
    [InlineData("vfs_read:traceoff", "TraceFunction,InvalidArgument", "neither a function nor a pattern")]
    [InlineData("vfs_read\nvfs_write", "TraceFunction,InvalidArgument", "neither a function nor a pattern")]
    [InlineData("../../x", "TraceFunction,InvalidArgument", "neither a function nor a pattern")]
    [InlineData("1234", "TraceFunction,InvalidArgument", "do not begin with a digit")]
    [InlineData("*", "TraceFunction,AllFunctions", "-Force")]
    public void A_wrong_name_is_explained(string name, string id, string words)
    {
        Require("function");
        LiveShell.Result result = shell.RunAll($"Watch-KFunction '{name}' -Duration 0.1");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_wrong_name_does_not_stop_the_others()
    {
        Require("function");
        using Process child = Reader(out Action begin, out Action end);
        begin();
        LiveShell.Result result = shell.RunAll($"Watch-KFunction vfs_open, vfs_reed -ProcessId {child.Id} -MaxEvents 1 -Duration 20");
        end();
        Assert.StartsWith("TraceFunction,EINVAL", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_kernel_without_the_tracer_says_so()
    {
        if (Has("function_graph")) Assert.Skip("this kernel has the tracer");
        LiveShell.Result result = shell.RunAll("Watch-KFunction vfs_open -Graph -Duration 0.1");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("TraceFunction,EOPNOTSUPP", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("CONFIG_FUNCTION_GRAPH_TRACER; available tracers:", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_are_told_and_no_call_is_made_up()
    {
        Require("function_graph");
        LiveShell.Result result = shell.RunAll("Watch-KFunction vfs_*, ksys_*, do_sys_* -Graph -Depth 5 -BufferSize 8KB -IncludeLost -Duration 1.5 -IncludeSelf "
            + "| ForEach-Object { [System.Threading.Thread]::Sleep(1); $_ }");
        if (!result.Output.Any(item => item.BaseObject is KTraceLostEvents)) Assert.Skip("nothing was lost");
        Assert.Contains(result.Warnings, warning => warning.Contains("events were lost", StringComparison.Ordinal));
        KFunctionCall[] calls = [.. result.Output.Select(item => item.BaseObject).OfType<KFunctionCall>()];
        Assert.All(calls, call => Assert.True(call.Unfinished == call.DurationNs is null));
        Assert.All(calls, call => Assert.InRange(call.DurationNs ?? 0, 0, 60_000_000_000));
    }

    private static bool Has(string tracer) => File.ReadAllText(Live.Require().Path + "/available_tracers").Split(' ', '\n').Contains(tracer);

    /// <summary>Skips where the kernel has no such tracer, or does not let it be used.</summary>
    private void Require(string tracer)
    {
        if (!Has(tracer)) Assert.Skip($"this kernel has no tracer {tracer}");
        try
        {
            File.OpenWrite(_root.Path + "/set_ftrace_filter").Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            Assert.Skip("this kernel does not let functions be traced");
        }
    }

    /// <summary>As a shell writes to a control file: opened so that it is emptied, which a runtime's own files do by other means.</summary>
    private void Set(string file, string text)
    {
        using var shell = Process.Start("/bin/bash", ["-c", $"echo {text} > {_root.Path}/{file}"]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    /// <summary>A process that waits, then opens and reads files, in itself and in children, until it is ended.</summary>
    private static Process Reader(out Action begin, out Action end)
    {
        var process = Process.Start(new ProcessStartInfo("/bin/bash")
        {
            ArgumentList = { "-c", "read x; while :; do while read -r l; do :; done < /etc/passwd; cat /etc/group > /dev/null; done" },
            RedirectStandardInput = true,
        })!;
        begin = () => process.StandardInput.WriteLine();
        end = () =>
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        };
        return process;
    }

    private Dictionary<string, string> Settings() => _files.Where(file => File.Exists($"{_root.Path}/{file}"))
        .ToDictionary(file => file, file => Normal(file, File.ReadAllText($"{_root.Path}/{file}")));

    /// <summary>A buffer that was never used grows to its size when it first is, which cannot be undone.</summary>
    private static string Normal(string file, string text) => file == "buffer_size_kb" && text.IndexOf("expanded: ", StringComparison.Ordinal) is >= 0 and int at
        ? text[(at + 10)..].Trim(' ', ')', '\n') + "\n" : text;

    private sealed class Sink : ICallSink<KFunctionCall>, IRecordSink
    {
        private readonly FunctionRecordReader _reader;
        private readonly FunctionContext _context;
        private int _cpu;

        public Sink(TracefsRoot root, TraceInstance instance)
        {
            _reader = new FunctionRecordReader(root.Common(), id => root.FindFormat(id, instance));
            _context = new FunctionContext("", new SessionClock("mono", null, TimeZoneInfo.Utc), LiveKernelFacts.Of(root));
            Pairer = new CallPairer<KFunctionCall>(this);
        }

        public CallPairer<KFunctionCall> Pairer { get; }

        public List<GraphTextCall> Ended { get; } = [];

        public int Entries { get; private set; }

        public int Exits { get; private set; }

        public void Take(ReadOnlySpan<byte> record, long time, int cpu)
        {
            _cpu = cpu;
            FunctionRecordKind kind = _reader.Read(record);
            if (kind == FunctionRecordKind.Entry) Entries++;
            if (kind == FunctionRecordKind.Exit) Exits++;
            if (kind == FunctionRecordKind.Entry) Pairer.Enter(_reader, time, cpu, null);
            else if (kind == FunctionRecordKind.Exit) Pairer.Leave(_reader, time, cpu);
        }

        public void Take(KTraceLostEvents lost) => Assert.Fail("events were lost");

        public void LostBefore(long time) => Pairer.Lost(time);

        public KFunctionCall? Take(in EndedCall<KFunctionCall> call)
        {
            if (call.Unfinished) return null;
            var ended = new KFunctionCall(_context, TaskIdentity.Unknown, call);
            Ended.Add(new GraphTextCall(_cpu, call.Depth, ended.Function, ended.ToString()[..14].Trim()));
            return null;
        }
    }
}
