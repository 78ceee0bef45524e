using System.Collections;
using System.Globalization;
using System.Management.Automation;
using KernelTrace.Formats.Probes;
using KernelTrace.Formats.Records;
using KernelTrace.Probes;
using KernelTrace.Tracefs;
using Xunit;

namespace PSKernelTrace.Tests.Live;

/// <summary>Probes of the kernel's functions read what a program handed over. Needs a kernel with kprobes.</summary>
public sealed class KprobeTests : IClassFixture<LiveShell>
{
    private readonly LiveShell _shell;
    private readonly TracefsRoot _root = Live.Require();

    public KprobeTests(LiveShell shell)
    {
        _shell = shell;
        if (!ProbeSyntax.Of(_root).Has(ProbeKind.Kprobe)) Assert.Skip("this kernel has no kprobes");
    }

    /// <summary>Functions that all kernels from 5.10 to 7.3 have, what is asked of each, and what the call hands to it.</summary>
    [Fact]
    public void Functions_read_what_the_program_passed()
    {
        int tid = Calls.ThreadId();
        string folder = Directory.CreateTempSubdirectory("pskt-probe-").FullName, path = folder + "/a file, named";
        byte[] bytes = new byte[123];
        int file = -1, socket = -1;
        int[] ends = new int[2];
        var steps = new (string Probe, Action Call, string Expected)[]
        {
            ("do_sys_openat2 -Argument dfd, 'filename:string', 'how->flags:x64', 'how->mode'",
                () => file = Calls.Open(Calls.AtCurrentFolder, path, Calls.ReadWrite | Calls.Create | Calls.CloseOnExec, 0x180),
                $"dfd=-100 filename={path} flags=557122 mode=384"), // O_LARGEFILE with it
            ("vfs_write -Argument 'name=file->f_path.dentry->d_name.name:string', count, 'at=*pos', 'first=buf:u8[3]'",
                () => _ = Calls.Write(file, [7, 8, 9, .. bytes[3..]], 123), "name=a file, named count=123 at=0 first=7,8,9"),
            ("vfs_llseek -Argument 'file->f_path.dentry->d_name.name', offset, whence",
                () => _ = Calls.Seek(file, 23, 0), "name=a file, named offset=23 whence=0"),
            ("vfs_read -Argument 'file->f_path.dentry->d_name.name', count, 'file->f_path.dentry->d_name.len'",
                () => _ = Calls.Read(file, bytes, 77), "name=a file, named count=77 len=13"),
            ("do_truncate -Argument 'dentry->d_name.name', length", () => _ = Calls.Truncate(file, 4567), "name=a file, named length=4567"),
            ("vfs_fallocate -Argument 'file:%pD', mode, offset, len", () => _ = Calls.Allocate(file, 0, 8192, 12345),
                "file=a file, named mode=0 offset=8192 len=12345"),
            ("vfs_fsync_range -Argument 'file:%pD', start, end, datasync", () => _ = Calls.Sync(file),
                "file=a file, named start=0 end=9223372036854775807 datasync=1"),
            ("chmod_common -Argument 'path->dentry->d_name.name', mode", () => _ = Calls.ChangeMode(file, 0x1a4), "name=a file, named mode=420"),
            ("do_pipe2 -Argument flags", () => _ = Calls.Pipe(ends, Calls.CloseOnExec | Calls.NonBlock), "flags=526336"),
            ("ksys_dup3 -Argument oldfd, newfd, flags", () => _ = Calls.Duplicate(file, 200, Calls.CloseOnExec), "oldfd={file} newfd=200 flags=524288"),
            ("__sys_socket -Argument family, type, protocol", () => socket = Calls.Socket(2, 1 | Calls.CloseOnExec, 6),
                "family=2 type=524289 protocol=6"),
            ("inet_listen -Argument backlog, 'reuse=sock->sk->__sk_common.skc_reuse', 'sock->sk->__sk_common.skc_family', 'v6=sock->sk->__sk_common.skc_ipv6only'",
                () => _ = Calls.SetOption(socket, 1, 2, 1, 4) + Calls.Listen(socket, 17), "backlog=17 reuse=1 skc_family=2 v6=0"),
            ("security_task_kill -Argument sig, 'p->comm', 'p->tgid'", () => _ = Calls.Kill(Environment.ProcessId, 0),
                $"sig=0 comm={File.ReadAllText("/proc/self/comm").Trim()} tgid={Environment.ProcessId}"),
        };
        string session = _shell.NewName();
        try
        {
            _shell.Run($"$null = New-KTraceSession {session}");
            foreach ((string probe, _, _) in steps) _shell.Run($"New-KProbe {probe} | Enable-KTracepoint -Session {session}");
            foreach ((_, Action call, _) in steps) call();
            KTraceEvent[] events = Events($"Get-KTraceEvent -Session {session} -IncludeSelf", tid);
            foreach ((string probe, _, string expected) in steps)
            {
                string function = probe.Split(' ')[0];
                string wanted = expected.Replace("{file}", file.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                string[] found = [.. events.Where(item => item.Event == "pskt:" + function).Select(Words)];
                Assert.True(found.Contains(wanted), $"{function}: {wanted} is not among:\n{string.Join('\n', found)}");
            }
        }
        finally
        {
            _shell.Run("Remove-KProbe pskt:*  -WarningAction Ignore");
            foreach (int one in (int[])[file, socket, 200, .. ends]) _ = Calls.Close(one);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Returns_give_the_values_that_the_program_got()
    {
        int tid = Calls.ThreadId();
        string session = _shell.NewName();
        try
        {
            _shell.Run($"$null = New-KTraceSession {session}; New-KProbe do_sys_openat2, vfs_read, vfs_llseek -Return -Argument '$retval' | Enable-KTracepoint -Session {session}");
            int file = Calls.Open(Calls.AtCurrentFolder, "/etc/passwd", 0, 0);
            long read = Calls.Read(file, new byte[50], 50), place = Calls.Seek(file, 7, 0);
            int none = Calls.Open(Calls.AtCurrentFolder, "/etc/there is none", 0, 0);
            _ = Calls.Close(file);
            Assert.Equal(-1, none);
            Assert.Equal(["do_sys_openat2__return=" + file, $"vfs_read__return={read}", $"vfs_llseek__return={place}", "do_sys_openat2__return=-2"],
                Events($"Get-KTraceEvent -Session {session} -IncludeSelf", tid).Take(4)
                    .Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Event[5..]}={item.Fields["retval"]}")));
        }
        finally
        {
            _shell.Run("Remove-KProbe pskt:*  -WarningAction Ignore");
        }
    }

    /// <summary>By ftrace, and with the arguments that the kernel's code hands to a tracepoint, where the kernel has these.</summary>
    [Fact]
    public void Function_and_tracepoint_probes_read_the_same()
    {
        if (!ProbeSyntax.Of(_root).Has(ProbeKind.Fprobe)) Assert.Skip("this kernel has no function probes");
        int tid = Calls.ThreadId();
        string session = _shell.NewName();
        try
        {
            _shell.Run($"""
                $null = New-KTraceSession {session}
                New-KProbe vfs_read -Fprobe -Argument 'file->f_path.dentry->d_name.name', count | Enable-KTracepoint -Session {session}
                New-KProbe vfs_read -Fprobe -Return -Argument '$retval' | Enable-KTracepoint -Session {session}
                New-KProbe -Tracepoint sched_process_exit -Argument 'p->pid', 'p->comm' | Enable-KTracepoint -Session {session}
                """);
            int file = Calls.Open(Calls.AtCurrentFolder, "/etc/passwd", 0, 0);
            long read = Calls.Read(file, new byte[50], 50);
            _ = Calls.Close(file);
            int thread = 0;
            var other = new Thread(() => thread = Calls.ThreadId());
            other.Start();
            other.Join();
            Thread.Sleep(100);
            KTraceEvent[] events = Events($"Get-KTraceEvent -Session {session} -IncludeSelf", null);
            Assert.Contains("name=passwd count=50", events.Where(item => item.Tid == tid && item.Event == "pskt:vfs_read").Select(Words));
            Assert.Contains($"retval={read}", events.Where(item => item.Tid == tid && item.Event == "pskt:vfs_read__return").Select(Words));
            Assert.Contains(thread, events.Where(item => item.Event == "pskt:sched_process_exit").Select(item => Convert.ToInt32(item.Fields["pid"], CultureInfo.InvariantCulture)));
        }
        finally
        {
            _shell.Run("Remove-KProbe pskt:*  -WarningAction Ignore");
        }
    }

    [Fact]
    public void An_event_probe_reads_the_string_behind_a_pointer()
    {
        if (!ProbeSyntax.Of(_root).Has(ProbeKind.Eprobe)) Assert.Skip("this kernel has no event probes");
        int tid = Calls.ThreadId();
        string session = _shell.NewName();
        try
        {
            // at the entry the page with the name may not be there yet; we touch it first
            _shell.Run($"$null = New-KTraceSession {session}; New-KProbe -Event syscalls:sys_enter_openat -Argument 'file=+0($filename):ustring', filename, dfd, 'at=$filename:x64' | Enable-KTracepoint -Session {session}");
            _ = Calls.Close(Calls.Open(Calls.AtCurrentFolder, "/etc/passwd", 0, 0));
            KTraceEvent[] events = Events($"Get-KTraceEvent -Session {session} -IncludeSelf", tid);
            Assert.NotEmpty(events);
            if (events.All(item => (ulong)item.Fields["at"]! < 256)) Assert.Skip("this kernel has event probes that read one byte of a pointer (6.18 does)");
            Assert.Contains("file=/etc/passwd filename=/etc/passwd dfd=-100", events.Select(item => Words(item)[..Words(item).IndexOf(" at=", StringComparison.Ordinal)]));
        }
        finally
        {
            _shell.Run("Remove-KProbe pskt:*  -WarningAction Ignore");
        }
    }

    [Fact]
    public void Two_hundred_probes_leave_nothing()
    {
        string before = File.ReadAllText(_root.Path + "/dynamic_events");
        _shell.Run("1..200 | ForEach-Object { $null = New-KProbe vfs_read -Name \"many_$_\" -Argument count }");
        Assert.Equal(200, _shell.Run("Get-KProbe pskt:many_*").Length);
        _shell.Run("Remove-KProbe many_*");
        Assert.Equal(before, File.ReadAllText(_root.Path + "/dynamic_events"));
        Assert.False(Directory.Exists("/run/pskerneltrace/probes"), "notes are left");
    }

    private KTraceEvent[] Events(string script, int? tid) =>
        [.. _shell.Run(script).Select(item => (KTraceEvent)item.BaseObject).Where(item => tid is null || item.Tid == tid)];

    private static string Words(KTraceEvent item) => string.Join(' ', item.Fields.Cast<DictionaryEntry>()
        .Where(field => !((string)field.Key).StartsWith("__", StringComparison.Ordinal)).Select(field => $"{field.Key}={Text(field.Value)}"));

    private static string Text(object? value) => value is Array many ? string.Join(',', many.Cast<object>().Select(Text))
        : value is PSObject wrapped ? Text(wrapped.BaseObject) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
