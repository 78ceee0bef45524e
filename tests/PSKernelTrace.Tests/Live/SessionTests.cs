using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>The session cmdlets in a real runspace on the live kernel.</summary>
public sealed class SessionTests(LiveShell shell) : IClassFixture<LiveShell>
{
    private readonly TracefsRoot _root = Live.Require();

    [Fact]
    public void New_makes_what_was_asked()
    {
        string name = shell.NewName();
        int cpu = _root.Top.Cpus()[^1];
        var made = (KTraceSession)Assert.Single(shell.Run(
            $"New-KTraceSession {name} -BufferSize 2MB -Clock boot -BufferMode Discard -ProcessId {Environment.ProcessId} -IncludeChildren -Cpu {cpu} -Stopped")).BaseObject;
        Assert.Equal(name, made.Name);
        Assert.InRange(made.BufferSize, 2 << 20, (2 << 20) + (64 << 10));
        Assert.Equal("boot", made.Clock);
        Assert.Equal(BufferMode.Discard, made.BufferMode);
        Assert.Equal([cpu], made.TracedCpus);
        Assert.Contains(Environment.ProcessId, made.ThreadFilter);
        Assert.True(made.IncludeChildren);
        Assert.False(made.Tracing);
        Assert.Null(made.Owner);
        Assert.False(made.Orphaned);
    }

    [Fact]
    public void Sizes_take_units_as_text_too()
    {
        string name = shell.NewName();
        var made = (KTraceSession)Assert.Single(shell.Run($"New-KTraceSession {name} -BufferSize '1MB'")).BaseObject;
        Assert.InRange(made.BufferSize, 1 << 20, (1 << 20) + (64 << 10));
    }

    [Theory]
    [InlineData("New-KTraceSession {0}; New-KTraceSession {0}", "CreateSession,EEXIST,PSKernelTrace.Commands.NewKTraceSessionCommand")]
    [InlineData("New-KTraceSession {0} -Clock nosuch", "CreateSession,EINVAL,PSKernelTrace.Commands.NewKTraceSessionCommand")]
    [InlineData("New-KTraceSession {0} -Cpu 4000", "CreateSession,EINVAL,PSKernelTrace.Commands.NewKTraceSessionCommand")]
    [InlineData("New-KTraceSession {0} -ProcessId 2147483646", "CreateSession,ESRCH,PSKernelTrace.Commands.NewKTraceSessionCommand")]
    [InlineData("New-KTraceSession ../{0}", "CreateSession,InvalidArgument,PSKernelTrace.Commands.NewKTraceSessionCommand")]
    [InlineData("New-KTraceSession {0} -BufferSize huge", "ParameterArgumentTransformationError,PSKernelTrace.Commands.NewKTraceSessionCommand")]
    [InlineData("Remove-KTraceSession {0}", "Session,NotFound,PSKernelTrace.Commands.RemoveKTraceSessionCommand")]
    [InlineData("Start-KTraceSession {0}", "Session,NotFound,PSKernelTrace.Commands.StartKTraceSessionCommand")]
    [InlineData("Get-KTraceSession {0}", "Session,NotFound,PSKernelTrace.Commands.GetKTraceSessionCommand")]
    [InlineData("Get-KTraceEvent -Session {0}", "Session,NotFound,PSKernelTrace.Commands.GetKTraceEventCommand")]
    [InlineData("Enable-KTracepoint sched:sched_switch -Session {0}", "Session,NotFound,PSKernelTrace.Commands.EnableKTracepointCommand")]
    public void Errors_say_what_and_why(string script, string id)
    {
        string name = shell.NewName();
        ErrorRecord error = Assert.Single(shell.RunAll(string.Format(CultureInfo.InvariantCulture, script, name)).Errors);
        Assert.Equal(id, error.FullyQualifiedErrorId);
        Assert.Equal(id.Contains("EEXIST", StringComparison.Ordinal), _root.Instance(name).Exists);
    }

    [Fact]
    public void Stop_start_clear_and_counters()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name}; Enable-KTracepoint syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' -Session {name}");
        int cpu = Live.TwoCpus(_root)[0];
        Generate(cpu, 100);
        KTraceSession recorded = Session(name);
        Assert.Equal(100, recorded.Entries);
        Assert.Equal(100, recorded.Cpus.Single(item => item.Cpu == cpu).Entries);
        Assert.True(recorded.Bytes > 0);
        Assert.Equal(["syscalls:sys_enter_close"], recorded.EnabledEvents);

        Assert.False(((KTraceSession)Assert.Single(shell.Run($"Stop-KTraceSession {name} -PassThru")).BaseObject).Tracing);
        Generate(cpu, 100);
        Assert.Equal(100, Session(name).Entries);
        Assert.True(((KTraceSession)Assert.Single(shell.Run($"Get-KTraceSession {name} | Start-KTraceSession -PassThru")).BaseObject).Tracing);
        Generate(cpu, 50);
        Assert.Equal(150, Session(name).Entries);
        Assert.Equal(150, shell.Run($"Get-KTraceEvent -Session {name}").Length);
        Assert.Equal((0, 150), (Session(name).Entries, Session(name).Read));
        Generate(cpu, 50);
        shell.Run($"Clear-KTraceSession {name}");
        Assert.Equal((0, 0), (Session(name).Entries, Session(name).Read));
        Assert.Empty(shell.Run($"Get-KTraceEvent -Session {name}"));
    }

    [Fact]
    public void Sees_only_the_process_asked_for()
    {
        int[] cpus = Live.TwoCpus(_root);
        using var wanted = new Generator(cpus[0], 1000, "ktgen-w");
        using var other = new Generator(cpus[1], 1000, "ktgen-o");
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name} -ProcessId {wanted.Pid}; Enable-KTracepoint syscalls:sys_enter_close -Filter 'fd >= {Generator.First}' -Session {name}");
        wanted.Begin();
        other.Begin();
        wanted.WaitUntilDone();
        other.WaitUntilDone();
        PSObject[] events = shell.Run($"Get-KTraceEvent -Session {name}");
        Assert.Equal(1000, events.Length);
        Assert.All(events, item => Assert.Equal(wanted.Pid, item.Properties["Pid"].Value));
    }

    [Fact]
    public void What_a_killed_process_left_is_listed_and_removed()
    {
        using Process sleeper = Process.Start("sleep", "1000");
        string name = $"pskerneltrace-{sleeper.Id}-{KernelTrace.Processes.ThreadList.StartTime(sleeper.Id)}-1";
        Directory.CreateDirectory(_root.Instance(name).Path);
        Assert.Equal((sleeper.Id, false), (Session(name).Owner, Session(name).Orphaned));
        Assert.DoesNotContain(name, shell.Run("Get-KTraceSession -Orphaned").Select(item => item.ToString()));
        sleeper.Kill();
        sleeper.WaitForExit();
        Assert.True(Session(name).Orphaned);
        Assert.Contains(name, shell.Run("Get-KTraceSession -Orphaned").Select(item => item.ToString()));
        shell.Run("Remove-KTraceSession -Orphaned");
        Assert.False(_root.Instance(name).Exists);
    }

    private KTraceSession Session(string name) => (KTraceSession)Assert.Single(shell.Run($"Get-KTraceSession {name}")).BaseObject;

    private static void Generate(int cpu, int count)
    {
        using var generator = new Generator(cpu, count, "ktgen-s");
        generator.Begin();
        generator.WaitUntilDone();
    }
}
