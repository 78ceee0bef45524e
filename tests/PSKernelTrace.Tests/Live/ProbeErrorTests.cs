using System.Management.Automation;
using KernelTrace.Formats.Probes;
using KernelTrace.Probes;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Refusals: before anything is written, and the kernel's own.</summary>
public sealed class ProbeErrorTests(LiveShell shell) : IClassFixture<LiveShell>
{
    private readonly TracefsRoot _root = Live.Require();

    public static TheoryData<string> Hostile => new(
        "-Path /bin/true -Symbol 0x0 -Name '../../x'", "-Path /bin/true -Symbol main -Name \"a`nb\"", "-Path /bin/true -Symbol main -Name ('x' * 10000)",
        "-Path /bin/true -Symbol main -Name 'ünï'", "-Path /bin/true -Symbol main -Group '../..'", "-Path /bin/true -Symbol main -Group 'a b'",
        "-Path /bin/true -Symbol main -Name 'a;-:pskt/b'", "-Path \"/bin/true`n-:pskt/b\" -Symbol main", "-Path ('/bin/' + 'x' * 10000) -Symbol main",
        "-Path /bin/sh -Symbol \"a`nb\"", "-Path /bin/sh -Symbol ('x' * 10000)", "-Path /bin/sh -Symbol 0x1000 -Argument \"a=%di`np:x/y z\"",
        "-Path /bin/sh -Symbol 0x1000 -Argument 'ä=%di'", "-Path /dev/null -Symbol main", "-Path /tmp -Symbol main", "-Path /proc/self/environ -Symbol main",
        "-Process 99999999 -Symbol main");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_names_are_refused_before_anything_is_written(string parameters)
    {
        string before = Definitions();
        LiveShell.Result result = shell.RunAll("New-KProbe " + parameters);
        Assert.Empty(result.Output);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.DoesNotContain("errno", error.ToString(), StringComparison.Ordinal);
        Assert.True(error.ToString().Length < 1200, error.ToString());
        Assert.Equal(before, Definitions());
    }

    [Theory]
    [InlineData("-Function '../../x'")]
    [InlineData("-Function \"vfs_read`np:x/y z\"")]
    [InlineData("-Function ('x' * 10000)")]
    [InlineData("-Function 'vfs_réad'")]
    [InlineData("-Function 'vfs_read' -Module '../x'")]
    [InlineData("-Tracepoint 'a b'")]
    [InlineData("-Tracepoint 'sched:sched_switch'")]
    [InlineData("-Event sched:nosuch")]
    public void Hostile_names_of_the_kernel_are_refused_before_anything_is_written(string parameters)
    {
        string before = Definitions();
        LiveShell.Result result = shell.RunAll("New-KProbe " + parameters);
        Assert.Empty(result.Output);
        Assert.Single(result.Errors);
        Assert.Equal(before, Definitions());
    }

    [Fact]
    public void Whether_the_kernel_has_kprobes_is_told()
    {
        ErrorRecord[] errors = shell.RunAll("New-KProbe vfs_read -WhatIf").Errors;
        if (ProbeSyntax.Of(_root).Has(ProbeKind.Kprobe))
        {
            Assert.Empty(errors);
            return;
        }

        ErrorRecord error = Assert.Single(errors);
        Assert.Equal("NewProbe,NotSupported,PSKernelTrace.Commands.NewKProbeCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.NotImplemented, error.CategoryInfo.Category);
        Assert.Contains("CONFIG_KPROBE", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The reasons that a user can bring about, on every kernel that has kprobes. Where the column is given, the caret
    /// stands under that part of the user's own text.</summary>
    [Theory]
    [InlineData("nosuch_function_at_all", "UnknownFunction", "nosuch_function_at_all", null)]
    [InlineData("vfs_raed", "UnknownFunction", "vfs_raed", "vfs_read")]
    [InlineData("vfs_read -Offset 1", "BadOffset|EILSEQ", null, "instruction")]
    [InlineData("vfs_read -Offset 99999999", "BadOffset|NotProbeable|UnknownFunction|EINVAL", null, null)]
    [InlineData("kprobe_dispatcher", "NotProbeable|UnknownFunction|EINVAL", null, null)]
    [InlineData("vfs_read -Argument 'x=%zz'", "BadArgument", "%zz", "%di")]
    [InlineData("vfs_read -Argument 'x=%di:q8'", "BadType", "q8", "u8 to u64")]
    [InlineData("vfs_read -Argument 'count:q8'", "BadType", "q8", "u8 to u64")]
    [InlineData("vfs_read -Argument 'count', 'x=+0(%di'", "BadArgument", null, "')' is missing")]
    [InlineData("vfs_read -Argument 'x=+(%di)'", "BadArgument", null, "+OFFSET")]
    [InlineData("vfs_read -Argument 'x=+0(%di):u8[1000]'", "BadType", "1000", "64 elements")]
    [InlineData("vfs_read -Argument 'x=+0(%di):u8[0]'", "BadType", "0]", "TYPE[N]")]
    [InlineData("vfs_read -Argument 'x=%di:b40@0/32'", "BadType", null, "b3@5/32")]
    [InlineData("vfs_read -Argument 'x=%di:string'", "BadType", null, "memory")]
    [InlineData("vfs_read -Argument 'x=@nosuchsymbol'", "BadArgument|UnknownFunction|ENOENT|EINVAL", null, null)]
    [InlineData("vfs_read -Argument 'x=@+8'", "BadArgument", null, "file")]
    [InlineData("vfs_read -Argument 'x=$stack99999999'", "BadArgument", null, "$stackN|counted")]
    [InlineData("vfs_read -Argument 'x=\\zz'", "BadArgument", null, "constant")]
    [InlineData("vfs_read -Argument '$retval'", "NotAvailable", "$retval", "-Return")]
    [InlineData("vfs_read -Argument 'nosuch'", "UnknownArgument", "nosuch", "file, buf, count, pos")]
    [InlineData("vfs_read -Argument 'file->nosuch'", "UnknownMember", "nosuch", "f_path")]
    [InlineData("vfs_read -Argument 'x=count->y'", "NotAStruct", "y", "no members")]
    [InlineData("vfs_read -Return -Offset 4", "NotAnEntry", null, "-Offset")]
    [InlineData("vfs_read -Offset 4 -Argument count", "NotAvailable", "count", "register")]
    [InlineData("vfs_read -MaxActive 5", "BadMaxActive", null, "-Return")]
    [InlineData("vfs_read -Argument (1..129 | % { \"a$_=%di\" })", "TooManyArguments", null, null)]
    public void The_kernels_reason_stands_at_the_users_own_text(string parameters, string reasons, string? at, string? says)
    {
        if (!ProbeSyntax.Of(_root).Has(ProbeKind.Kprobe)) Assert.Skip("this kernel has no kprobes");
        string before = Definitions();
        LiveShell.Result result = shell.RunAll("New-KProbe " + parameters);
        Assert.Empty(result.Output);
        ErrorRecord error = Assert.Single(result.Errors);
        string reason = error.FullyQualifiedErrorId.Split(',')[1], text = error.ToString();
        Assert.True(reasons.Split('|').Contains(reason), $"{reason}: {text}");
        string[] lines = text.Split('\n');
        int caret = Array.FindIndex(lines, line => line.Trim() == "^");
        if (at is not null)
        {
            Assert.True(caret > 0, $"there is no caret: {text}");
            Assert.StartsWith(at, lines[caret - 1][lines[caret].IndexOf('^', StringComparison.Ordinal)..], StringComparison.Ordinal);
        }

        if (says is not null) Assert.True(says.Split('|').Any(part => text.Contains(part, StringComparison.Ordinal)), text);
        Assert.Equal(before, Definitions());
    }

    /// <summary>The running kernel tells of event probes in its README, and was built without them.</summary>
    [Fact]
    public void A_kind_that_the_kernel_was_built_without_is_told_of()
    {
        LiveShell.Result result = shell.RunAll("New-KProbe -Event sched:sched_switch -Argument next_pid -Name built | Remove-KProbe");
        if (result.Errors.Length == 0) return; // it has them
        Assert.Equal("NewProbe,NotSupported,PSKernelTrace.Commands.NewKProbeCommand", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Contains("CONFIG_EPROBE_EVENTS", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_name_does_not_stop_the_others()
    {
        LiveShell.Result result = shell.RunAll("New-KProbe -Path /proc/self/exe -Symbol nosuch1, 0x1, nosuch2 -Name unused");
        Assert.Equal(3, result.Errors.Length);
    }

    [Fact]
    public void WhatIf_shows_the_definition_and_writes_nothing()
    {
        string before = Definitions();
        LiveShell.Result result = shell.RunAll("New-KProbe -Event sched:sched_switch -Argument prev_pid, 'prev_comm' -WhatIf");
        if (ProbeSyntax.Of(_root).Has(ProbeKind.Eprobe)) Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        Assert.Equal(before, Definitions());
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_and_a_default_one_counts_on()
    {
        string symbol = "-Path /lib/x86_64-linux-gnu/libc.so.6 -Symbol getpid";
        if (!File.Exists("/lib/x86_64-linux-gnu/libc.so.6")) Assert.Skip("needs libc.so.6 at its usual place");
        try
        {
            Assert.Equal("pskt:getpid", shell.Run($"(New-KProbe {symbol}).Name")[0].ToString());
            Assert.Equal("pskt:getpid_1", shell.Run($"(New-KProbe {symbol}).Name")[0].ToString());
            ErrorRecord error = Assert.Single(shell.RunAll($"New-KProbe {symbol} -Name getpid").Errors);
            Assert.Equal("NewProbe,Exists,PSKernelTrace.Commands.NewKProbeCommand", error.FullyQualifiedErrorId);
        }
        finally
        {
            shell.Run("Remove-KProbe getpid*");
        }

        ErrorRecord gone = Assert.Single(shell.RunAll("Remove-KProbe pskt:getpid").Errors);
        Assert.Equal("Probe,NotFound,PSKernelTrace.Commands.RemoveKProbeCommand", gone.FullyQualifiedErrorId);
    }

    private string Definitions() => File.ReadAllText(_root.Path + "/dynamic_events");
}
