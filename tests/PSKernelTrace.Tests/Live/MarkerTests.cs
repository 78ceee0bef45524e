using System.Management.Automation;
using KernelTrace.Formats.Records;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Write-KTraceMarker on the live kernel, read back by Get-KTraceEvent.</summary>
public sealed class MarkerTests(LiveShell shell) : IClassFixture<LiveShell>
{
    private readonly TracefsRoot _root = Live.Require();

    [Fact]
    public void What_is_written_reads_back()
    {
        string name = NewSession();
        shell.Run($"Write-KTraceMarker 'first', '', \"two`nlines\" -Session {name}; 'naïve €', 5 | Write-KTraceMarker -Session {name}");
        KTraceEvent[] events = Read(name);
        Assert.Equal(["first\n", "\n", "two\nlines\n", "naïve €\n", "5\n"], events.Select(item => item.Fields["buf"]));
        Assert.All(events, item => Assert.Equal(("ftrace:print", Environment.ProcessId), (item.Event, item.Pid)));
        Assert.Equal("first\n", ((dynamic)events[0]).buf);
    }

    [Fact]
    public void An_object_becomes_one_line_of_JSON_and_an_object_again()
    {
        string name = NewSession();
        shell.Run($"Write-KTraceMarker -Object @{{ step = 'load'; inner = @{{ rows = @(1, 2) }} }} -Session {name}");
        shell.Run($"Write-KTraceMarker -InputObject @(1, 'b') -Session {name}; Write-KTraceMarker -Object $null -Session {name}");
        string[] texts = [.. Read(name).Select(item => (string)item.Fields["buf"]!)];
        Assert.Equal(["[1,\"b\"]\n", "null\n"], texts[1..]);
        Assert.DoesNotContain('\n', texts[0].TrimEnd('\n'));
        dynamic back = Assert.Single(shell.Run($"'{texts[0]}' | ConvertFrom-Json"));
        Assert.Equal("load", (string)back.step);
        Assert.Equal(2, (int)back.inner.rows[1]);
    }

    /// <summary>Kernels keep 1,024 bytes or about 4,000.</summary>
    [Fact]
    public void A_text_that_the_kernel_cuts_is_an_error_with_what_it_kept()
    {
        string name = NewSession();
        LiveShell.Result result = shell.RunAll($"('x' * 1000), ('y' * 9000), 'z' | Write-KTraceMarker -Session {name}");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("WriteMarker,EMSGSIZE,PSKernelTrace.Commands.WriteKTraceMarkerCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        string[] texts = [.. Read(name).Select(item => (string)item.Fields["buf"]!)];
        Assert.Equal([1001, 2], [texts[0].Length, texts[2].Length]);
        Assert.Contains($"keeps {texts[1].TrimEnd('\n').Length} bytes of a marker; this one has 9000", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_session_is_an_error_with_the_remedy()
    {
        string name = NewSession("-Stopped");
        ErrorRecord error = Assert.Single(shell.RunAll($"Write-KTraceMarker one -Session {name}").Errors);
        Assert.StartsWith("WriteMarker,EBADF", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"Start-KTraceSession {name}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_buffer_that_keeps_what_it_has_is_an_error_with_the_remedy()
    {
        string name = NewSession("-BufferSize 4KB -BufferMode Discard");
        LiveShell.Result result = shell.RunAll($"1..500 | ForEach-Object {{ 'x' * 200 }} | Write-KTraceMarker -Session {name}");
        Assert.NotEmpty(result.Errors);
        Assert.Contains($"Get-KTraceEvent -Session {name}", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(500, Read(name).Length + result.Errors.Length);
    }

    [Fact]
    public void A_NUL_is_refused()
    {
        string name = NewSession();
        ErrorRecord error = Assert.Single(shell.RunAll($"Write-KTraceMarker \"a`0b\" -Session {name}").Errors);
        Assert.StartsWith("WriteMarker,InvalidArgument", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Read(name));
    }

    [Fact]
    public void An_unknown_session_is_an_error_that_names_near_ones()
    {
        string name = NewSession();
        ErrorRecord error = Assert.Single(shell.RunAll($"Write-KTraceMarker one -Session {name}x").Errors);
        Assert.StartsWith("Session,NotFound", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Did you mean ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_nothing_and_makes_no_session()
    {
        string name = NewSession();
        bool there = _root.Instance("pskerneltrace").Exists;
        shell.Run($"Write-KTraceMarker one -Session {name} -WhatIf; Write-KTraceMarker one -WhatIf");
        Assert.Empty(Read(name));
        Assert.Equal(there, _root.Instance("pskerneltrace").Exists);
    }

    [Fact]
    public void The_name_of_the_session_completes()
    {
        string name = NewSession();
        string line = "Write-KTraceMarker x -Session " + name[..^1];
        using PowerShell ps = PowerShell.Create(shell.Runspace);
        ps.AddScript("Import-Module PSKernelTrace").Invoke();
        CommandCompletion completion = CommandCompletion.CompleteInput(line, line.Length, null, ps);
        Assert.Contains(name, completion.CompletionMatches.Select(match => match.CompletionText));
    }

    private string NewSession(string more = "")
    {
        string name = shell.NewName();
        shell.Run($"New-KTraceSession {name} {more}");
        return name;
    }

    private KTraceEvent[] Read(string name) =>
        [.. shell.Run($"Get-KTraceEvent -Session {name}").Select(item => (KTraceEvent)item.BaseObject)];
}
