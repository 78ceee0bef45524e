using System.Diagnostics;
using KernelTrace.Probes;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Whose a probe is, and what becomes of it when its owner is killed.</summary>
public sealed class ProbeOwnerTests(LiveShell shell) : IClassFixture<LiveShell>
{
    private readonly TracefsRoot _root = Live.Require();

    [Fact]
    public void A_killed_owner_leaves_orphans_that_are_listed_and_cleared()
    {
        string before = File.ReadAllText(_root.Path + "/dynamic_events"), session = shell.NewName();
        shell.Run($"$null = New-KTraceSession {session}");
        using Process owner = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "pskt"))
        {
            ArgumentList =
            {
                "-NoProfile", "-Command", $"Import-Module '{Repository.Module}'; 1..3 | ForEach-Object {{ New-KProbe -Path /bin/sh -Symbol 0x10000 -Name \"orphan_$_\" }} "
                    + $"| Enable-KTracepoint -Session {session}; 'ready'; Start-Sleep 600",
            },
            RedirectStandardOutput = true,
        })!;
        try
        {
            string? line;
            do line = owner.StandardOutput.ReadLine();
            while (line is not (null or "ready"));
            Assert.Equal("ready", line);
            Assert.Empty(shell.Run("Get-KProbe -Orphaned"));
            KProbe[] living = [.. shell.Run("Get-KProbe orphan_*").Select(item => (KProbe)item.BaseObject)];
            Assert.Equal(3, living.Length);
            Assert.All(living, probe => Assert.Equal((owner.Id, "pskt", false, true), (probe.Owner, probe.OwnerName, probe.Orphaned, probe.Enabled)));
            Assert.All(living, probe => Assert.Equal([session], probe.Sessions));

            owner.Kill();
            owner.WaitForExit();
            Assert.Equal(3, shell.Run("Get-KProbe -Orphaned").Length);
            Assert.Empty(shell.RunAll("Remove-KProbe -Orphaned -WhatIf").Errors);
            Assert.Equal(3, shell.Run("Get-KProbe -Orphaned").Length);
            shell.Run("Remove-KProbe -Orphaned");
            Assert.Empty(shell.Run("Get-KProbe -Orphaned"));
            Assert.Equal(before, File.ReadAllText(_root.Path + "/dynamic_events"));
            Assert.False(Directory.Exists("/run/pskerneltrace/probes"), "notes are left");
        }
        finally
        {
            if (!owner.HasExited) owner.Kill();
            shell.Run("Remove-KProbe orphan_*");
        }
    }

    [Fact]
    public void A_probe_of_somebody_else_has_no_owner_and_no_pattern_removes_it()
    {
        string name = $"probe_{Environment.ProcessId}";
        File.AppendAllText(_root.Path + "/dynamic_events", $"p:others/{name} /bin/sh:0x10000");
        try
        {
            var probe = (KProbe)Assert.Single(shell.Run($"Get-KProbe others:{name}")).BaseObject;
            Assert.Equal((null, false, ""), (probe.Owner, probe.Orphaned, string.Join(',', probe.Sessions)));
            shell.Run("Remove-KProbe *:probe_*; Remove-KProbe -Orphaned");
            Assert.Single(shell.Run($"Get-KProbe others:{name}"));
            shell.Run($"Remove-KProbe others:{name}");
            Assert.Empty(shell.Run("Get-KProbe others:*"));
        }
        finally
        {
            if (Directory.Exists($"{_root.Path}/events/others/{name}")) File.AppendAllText(_root.Path + "/dynamic_events", $"-:others/{name}");
        }
    }

    [Fact]
    public void What_is_lost_with_a_probe_is_told()
    {
        string session = shell.NewName(), name = $"warn_{Environment.ProcessId}";
        try
        {
            shell.Run($"$null = New-KTraceSession {session}; New-KProbe -Path /bin/sh -Symbol 0x10000 -Name {name} | Enable-KTracepoint -Session {session}");
            shell.Run($"Enable-KTracepoint sched:sched_switch -Session {session}");
            Thread.Sleep(100);
            LiveShell.Result result = shell.RunAll($"Remove-KProbe {name}");
            Assert.Empty(result.Errors);
            Assert.Contains(session, Assert.Single(result.Warnings), StringComparison.Ordinal);
        }
        finally
        {
            shell.Run($"Remove-KProbe {name} -ErrorAction Ignore");
        }
    }
}
