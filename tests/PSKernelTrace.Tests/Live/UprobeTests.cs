using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Runtime.InteropServices;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Probes of programs by the cmdlets: the fields of the events are what the programs passed.</summary>
public sealed class UprobeTests : IClassFixture<LiveShell>, IDisposable
{
    private const int Rounds = 5;

    private readonly LiveShell _shell;
    private readonly string _session;
    private readonly string _folder = Directory.CreateTempSubdirectory("psktest").FullName;

    public UprobeTests(LiveShell shell)
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64) Assert.Skip("the programs are for x86-64");
        (_shell, _session) = (shell, shell.NewName());
        _shell.Run($"$null = New-KTraceSession {_session}");
    }

    public void Dispose()
    {
        _shell.Run("Remove-KProbe pskt:* -WarningAction Ignore");
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("pie")]
    [InlineData("fixed")]
    [InlineData("packed")]
    public void A_function_of_a_program(string name)
    {
        string path = Programs.Put(name, _folder);
        _shell.Run($$"""
            New-KProbe -Path {{path}} -Symbol visible_add -Argument 'left=$arg1:s32 right=$arg2:s64' | Enable-KTracepoint -Session {{_session}}
            New-KProbe -Path {{path}} -Symbol visible_add -Return -Argument 'sum=$retval:s32' | Enable-KTracepoint -Session {{_session}}
            New-KProbe -Path {{path}} -Symbol hidden_name -Argument 'name=$arg1:string' -Name hidden -Group pskt | Enable-KTracepoint -Session {{_session}}
            """);
        int pid = Run(path);
        KTraceEvent[] events = Events(pid);
        var numbers = Enumerable.Range(0, Rounds);
        Assert.Equal(numbers.Select(i => $"left={i} right={100 + i}"), Of(events, "pskt:visible_add"));
        Assert.Equal(numbers.Select(i => $"sum={100 + 2 * i}"), Of(events, "pskt:visible_add__return"));
        Assert.Equal(numbers.Select(_ => "name=xname"), Of(events, "pskt:hidden"));
        Assert.All(_shell.Run("Get-KProbe pskt:*"), probe => Assert.Equal((long)Rounds, probe.Properties["Hits"].Value));
    }

    [Fact]
    public void A_mark_with_all_that_it_tells()
    {
        string path = Programs.Put("pie", _folder);
        _shell.RunAll($"New-KProbe -Path {path} -Usdt psktest:plain, psktest:everywhere | Enable-KTracepoint -Session {_session}");
        int pid = Run(path);
        KTraceEvent[] events = Events(pid);
        var numbers = Enumerable.Range(0, Rounds);
        Assert.Equal(numbers.Select(i => $"arg1={-i}"), Of(events, "pskt:psktest_plain"));
        Assert.Equal(numbers.Select(i => $"arg1={-i} arg2={-i} arg3=5 arg4=-6 arg5=11 arg6=11 arg7=7 arg11=1"), Of(events, "pskt:psktest_everywhere"));
    }

    [Fact]
    public void The_C_library_that_a_process_has_mapped()
    {
        using Process process = Process.Start("/bin/sleep", "5");
        try
        {
            while (!File.ReadAllText($"/proc/{process.Id}/maps").Contains("libc.so", StringComparison.Ordinal)) Thread.Sleep(10);
            _shell.Run($"New-KProbe -Process {process.Id} -Path libc -Symbol puts -Argument 'text=$arg1:string' | Enable-KTracepoint -Session {_session}");
            int pid = Run(Programs.Put("pie", _folder));
            Assert.Equal(Enumerable.Range(0, Rounds).Select(_ => "text=name"), Of(Events(pid), "pskt:puts"));
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    [Theory]
    [InlineData("-Symbol visible_ad", "NotFound", "visible_add")]
    [InlineData("-Symbol puts", "Imported", "libc.so.6")]
    [InlineData("-Symbol visible_add -Offset 100000", "OutsideFunction", "outside of the function")]
    [InlineData("-Symbol visible_add -Argument nosuch", "UnknownArgument|NotAvailable", "$arg1")]
    [InlineData("-Symbol visible_add -Argument '$retval'", "NotAvailable", "-Return")]
    [InlineData("-Symbol visible_add -Argument 'x=%zz'", "BadArgument", "%di")]
    [InlineData("-Usdt psktest:nosuch", "NotFound", "psktest:")]
    public void What_there_is_not_is_told(string parameters, string reasons, string says)
    {
        ErrorRecord error = Assert.Single(_shell.RunAll($"New-KProbe -Path {Programs.Put("pie", _folder)} {parameters}").Errors);
        Assert.Contains(error.FullyQualifiedErrorId.Split(',')[1], reasons.Split('|'));
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
    }

    private static int Run(string path)
    {
        using Process process = Process.Start(new ProcessStartInfo(path, [$"{Rounds}"]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return process.Id;
    }

    private KTraceEvent[] Events(int tid) =>
        [.. _shell.Run($"Get-KTraceEvent -Session {_session}").Select(item => (KTraceEvent)item.BaseObject).Where(item => item.Tid == tid)];

    private static string[] Of(KTraceEvent[] events, string name) => [.. events.Where(item => item.Event == name)
        .Select(item => string.Join(' ', item.Fields.Cast<DictionaryEntry>().Where(field => !((string)field.Key).StartsWith("__", StringComparison.Ordinal))
            .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Key}={field.Value}"))))];
}
