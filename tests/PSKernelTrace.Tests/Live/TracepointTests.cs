using System.Management.Automation;
using KernelTrace.Formats.Events;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Get-, Enable- and Disable-KTracepoint in a real runspace on the live kernel.</summary>
public sealed class TracepointTests(LiveShell shell) : IClassFixture<LiveShell>
{
    private readonly TracefsRoot _root = Live.Require();

    [Fact]
    public void Lists_what_available_events_lists()
    {
        string[] expected = [.. File.ReadLines(_root.Path + "/available_events")];
        PSObject[] all = shell.Run("Get-KTracepoint");
        Assert.Equal(expected, all.Select(item => ((KTracepoint)item.BaseObject).Name));
    }

    [Theory]
    [InlineData("sched:sched_switch", "sched:sched_switch")]
    [InlineData("sched/sched_switch", "sched:sched_switch")]
    [InlineData("sched_switch", "sched:sched_switch")]
    [InlineData("SCHED:Sched_Switch", "sched:sched_switch")]
    [InlineData("sched:sched_process_e[x]*c", "sched:sched_process_exec")]
    public void Takes_names_as_people_write_them(string written, string expected)
        => Assert.Equal(expected, Assert.Single(shell.Run($"Get-KTracepoint '{written}'")).Properties["Name"].Value);

    [Fact]
    public void Shows_what_the_format_file_says()
    {
        var point = (KTracepoint)Assert.Single(shell.Run("Get-KTracepoint sched:sched_switch")).BaseObject;
        string text = File.ReadAllText(_root.Path + "/events/sched/sched_switch/format");
        Assert.Contains($"ID: {point.Id}\n", text, StringComparison.Ordinal);
        Assert.EndsWith($"print fmt: {point.PrintFormat}\n", text, StringComparison.Ordinal);
        FieldFormat comm = Assert.Single(point.Fields, field => field.Name == "prev_comm");
        Assert.Equal(("char[16]", typeof(string), 16), (comm.Type, comm.ClrType, comm.Size));
        Assert.Contains($"prev_comm[16];\toffset:{comm.Offset};", text, StringComparison.Ordinal);
        FieldFormat pid = Assert.Single(point.Fields, field => field.Name == "prev_pid");
        Assert.Equal(("pid_t", typeof(int), 4), (pid.Type, pid.ClrType, pid.Size));
    }

    [Fact]
    public void An_unknown_name_is_an_error_for_that_name_alone_and_suggests_near_ones()
    {
        LiveShell.Result result = shell.RunAll("Get-KTracepoint sched:sched_swich,sched:sched_waking,no_such_event_at_all");
        Assert.Equal("sched:sched_waking", Assert.Single(result.Output).Properties["Name"].Value);
        Assert.Equal(2, result.Errors.Length);
        Assert.All(result.Errors, error => Assert.Equal("Tracepoint,NotFound,PSKernelTrace.Commands.GetKTracepointCommand", error.FullyQualifiedErrorId));
        Assert.All(result.Errors, error => Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category));
        Assert.Contains("Did you mean sched:sched_switch", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Enables_and_disables_by_name_wildcard_and_pipeline()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name}");
        TraceInstance instance = _root.Instance(name);

        Assert.Empty(shell.Run($"Enable-KTracepoint sched:sched_switch -Session {name}"));
        Assert.Equal("1", File.ReadAllText(instance.Path + "/events/sched/sched_switch/enable").TrimEnd('*', '\n'));
        PSObject[] passed = shell.Run($"Get-KTracepoint sched:sched_process_* | Enable-KTracepoint -Session {name} -PassThru");
        Assert.NotEmpty(passed);
        Assert.Equal(passed.Length + 1, instance.EnabledEvents().Count);
        Assert.All(shell.Run($"Get-KTracepoint -Enabled -Session {name}"), item => Assert.Equal(true, item.Properties["Enabled"].Value));

        shell.Run($"Disable-KTracepoint sched:sched_process_* -Session {name}");
        Assert.Equal(["sched:sched_switch"], instance.EnabledEvents().Select(item => item.ToString()));
        shell.Run($"Disable-KTracepoint -Session {name}");
        Assert.Empty(instance.EnabledEvents());
    }

    [Fact]
    public void A_whole_subsystem_goes_on_and_off()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name} -Stopped");
        shell.Run($"Enable-KTracepoint syscalls:* -Session {name}");
        int all = _root.EventNames().Count(item => item.System == "syscalls");
        Assert.Equal(all, _root.Instance(name).EnabledEvents().Count);
        shell.Run($"Disable-KTracepoint syscalls:sys_enter_* -Session {name}");
        Assert.All(_root.Instance(name).EnabledEvents(), item => Assert.StartsWith("sys_exit_", item.Event, StringComparison.Ordinal));
    }

    [Fact]
    public void A_filter_is_set_shown_and_taken_away()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name}");
        shell.Run($"Enable-KTracepoint syscalls:sys_enter_openat -Filter 'flags & 0x40' -Session {name}");
        Assert.Equal("flags & 0x40", Assert.Single(shell.Run($"Get-KTracepoint syscalls:sys_enter_openat -Session {name}")).Properties["Filter"].Value);
        shell.Run($"Enable-KTracepoint syscalls:sys_enter_openat -Session {name}");
        Assert.Null(Assert.Single(shell.Run($"Get-KTracepoint syscalls:sys_enter_openat -Session {name}")).Properties["Filter"].Value);
    }

    [Fact]
    public void A_bad_filter_shows_the_kernels_complaint_under_the_users_text()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name}");
        ErrorRecord error = Assert.Single(shell.RunAll($"Enable-KTracepoint syscalls:sys_enter_openat -Filter 'flags & 0x40 && nosuch == 1' -Session {name}").Errors);
        Assert.Equal("EnableTracepoint,EINVAL,PSKernelTrace.Commands.EnableKTracepointCommand", error.FullyQualifiedErrorId);
        string[] lines = error.ToString().Split('\n');
        Assert.Contains("Field not found", lines[1], StringComparison.Ordinal);
        Assert.Equal("  flags & 0x40 && nosuch == 1", lines[2]);
        // the kernel points at the name or right behind it, depending on its version
        int caret = lines[3].IndexOf('^', StringComparison.Ordinal);
        int word = lines[2].IndexOf("nosuch", StringComparison.Ordinal);
        Assert.InRange(caret, word, word + "nosuch".Length + 1);
        Assert.Empty(_root.Instance(name).EnabledEvents());
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name}");
        shell.Run($"Enable-KTracepoint sched:* -Session {name} -WhatIf");
        Assert.Empty(_root.Instance(name).EnabledEvents());
        shell.Run($"Remove-KTraceSession {name} -WhatIf");
        Assert.True(_root.Instance(name).Exists);
    }

    [Theory]
    [InlineData("Get-KTracepoint sched:sched_sw", "sched:sched_switch")]
    [InlineData("Enable-KTracepoint syscalls:sys_enter_op", "syscalls:sys_enter_openat")]
    [InlineData("Watch-KTraceEvent sched:sched_switch -Filter 'prev_comm != 1 && prev_p", "'prev_comm != 1 && prev_pid'")]
    [InlineData("New-KTraceSession x -Clock mo", "mono")]
    public void Completes(string line, string expected)
    {
        using PowerShell ps = PowerShell.Create(shell.Runspace);
        ps.AddScript("Import-Module PSKernelTrace").Invoke();
        CommandCompletion completion = CommandCompletion.CompleteInput(line, line.Length, null, ps);
        Assert.Contains(expected, completion.CompletionMatches.Select(match => match.CompletionText));
    }
}
