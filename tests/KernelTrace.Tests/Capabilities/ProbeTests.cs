using KernelTrace.Capabilities;
using KernelTrace.Features;
using KernelTrace.Interop;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Capabilities;

/// <summary>Yes, no, and could not tell: what a kernel in memory answers, and what is made of it.</summary>
public sealed class ProbeTests
{
    private const string Tracing = "/t", Mounts = "/proc/self/mounts", Status = "/proc/self/status";

    private readonly FakeSyscalls _kernel = new()
    {
        [Mounts] = new FakeFile("nodev /t tracefs rw,relatime 0 0\n"),
        [Tracing + "/tracing_on"] = new FakeFile("1\n"),
        [Status] = new FakeFile("CapEff:\t000001ffffffffff\nSeccomp:\t0\n"),
        ["/proc/self/uid_map"] = new FakeFile("         0          0 4294967295\n"),
    };

    [Theory]
    [InlineData(0, true)]
    [InlineData(-Errno.EINVAL, false)]
    [InlineData(-Errno.ENOENT, false)]
    [InlineData(-Errno.EOPNOTSUPP, false)]
    [InlineData(-Errno.ENOTSUPP, false)]
    [InlineData(-Errno.ENOSYS, false)]
    [InlineData(-Errno.EPERM, null)]
    [InlineData(-Errno.EACCES, null)]
    [InlineData(-Errno.ENOMEM, null)]
    [InlineData(-Errno.EBUSY, null)]
    public void Only_what_kernels_say_to_the_unknown_is_a_no(int error, bool? expected)
    {
        _kernel.OnBpf = (_, _) => error;

        KTraceCapability answer = Ask(KernelFeatures.BpfRingBuffer);

        Assert.Equal(expected, answer.Available);
        Assert.Equal(expected == true, answer.Reason is null);
        if (error < 0) Assert.Contains($"({Errno.Name(-error)})", answer.Reason);
    }

    [Theory]
    [InlineData("000001ffffffffff", 0, "0 0 4294967295", 0u, null, "refused to root as well")]
    [InlineData("0000000000000000", 0, "0 0 4294967295", 1000u, null, "run as root (sudo)")]
    [InlineData("00000000a80425fb", 2, "0 0 4294967295", 0u, null, "CAP_SYS_ADMIN is missing, as in most containers: run privileged")]
    [InlineData("000001ffffffffff", 2, "0 0 4294967295", 0u, null, "a seccomp filter is in force, as in most containers")]
    [InlineData("000001ffffffffff", 0, "0 100000 65536", 0u, null, "the root of a user namespace is not the machine's: run as root outside of the container")]
    [InlineData("000001ffffffffff", 0, "0 0 4294967295", 0u, "none integrity [confidentiality]", "the kernel is locked down (confidentiality)")]
    [InlineData("000001ffffffffff", 0, "0 0 4294967295", 0u, "[none] integrity confidentiality", "refused to root as well")]
    public void A_missing_right_is_explained(string capabilities, int seccomp, string map, uint user, string? lockdown, string expected)
    {
        _kernel.OnBpf = (_, _) => -Errno.EPERM;
        _kernel[Status] = new FakeFile($"Uid:\t0\nCapEff:\t{capabilities}\nSeccomp:\t{seccomp}\n");
        _kernel["/proc/self/uid_map"] = new FakeFile(map + "\n");
        _kernel.EffectiveUserId = user;
        if (lockdown is not null) _kernel[ProcessRights.LockdownFile] = new FakeFile(lockdown + "\n");

        KTraceCapability answer = Ask(KernelFeatures.BpfHash);

        Assert.Null(answer.Available);
        Assert.Equal($"{expected}; bpf BPF_MAP_CREATE: Operation not permitted (EPERM)", answer.Reason);
    }

    [Fact]
    public void Tracefs_that_may_not_be_read_leaves_its_mechanisms_unknown_and_says_so()
    {
        _kernel[Tracing + "/tracing_on"].OpenError = -Errno.EACCES;
        _kernel.EffectiveUserId = 1000;
        _kernel[Status] = new FakeFile("CapEff:\t0000000000000000\n");

        Assert.True(Ask(KernelFeatures.TracefsMount).Available);
        Assert.False(Ask(KernelFeatures.TracefsPermissions).Available);
        KTraceCapability kprobes = Ask(KernelFeatures.Kprobes);
        Assert.Null(kprobes.Available);
        Assert.Equal("run as root (sudo); open /t: Permission denied (EACCES)", kprobes.Reason);
    }

    [Fact]
    public void What_is_mounted_for_the_report_is_unmounted_after_it()
    {
        _kernel[Mounts] = new FakeFile("proc /proc proc rw 0 0\n");
        _kernel["/sys/kernel/tracing/tracing_on"] = new FakeFile("1\n");

        using (var report = new KernelCapabilities(_kernel))
        {
            KTraceCapability mount = Assert.Single(report.Report(feature => feature == KernelFeatures.TracefsMount));
            Assert.True(mount.Available);
            Assert.Single(_kernel.Mounts);
        }

        Assert.Empty(_kernel.Mounts);
    }

    [Fact]
    public void A_kernel_without_tracefs_is_a_no()
    {
        _kernel[Mounts] = new FakeFile("proc /proc proc rw 0 0\n");
        _kernel.MountError = -Errno.ENODEV;

        Assert.False(Ask(KernelFeatures.TracefsMount).Available);
    }

    [Fact]
    public void A_definition_is_removed_by_its_own_name()
    {
        FakeFile events = _kernel[Tracing + "/kprobe_events"] = new FakeFile();

        Assert.True(Ask(KernelFeatures.BtfArguments).Available);

        Assert.Equal(2, events.Writes.Count);
        Assert.Matches(@"^p:pskt_probe_\d+_\d+_\d+/event vfs_read file$", events.Writes[0]);
        Assert.Equal("-:" + events.Writes[0][2..^" vfs_read file".Length], events.Writes[1]);
        Assert.All(events.Opened, flags => Assert.Equal(Libc.O_WRONLY | Libc.O_APPEND, flags));
    }

    [Fact]
    public void A_definition_that_stays_is_told()
    {
        FakeFile events = _kernel[Tracing + "/kprobe_events"] = new FakeFile();
        events.Errors.Enqueue(0); // the definition is taken
        events.Errors.Enqueue(-Errno.EBUSY); // its removal is not

        KTraceCapability answer = Ask(KernelFeatures.Kprobes);

        Assert.True(answer.Available);
        Assert.Matches(@"^could not be undone: write '-:pskt_probe_.*/event' to /t/kprobe_events: .* \(EBUSY\)$", answer.Detail);
    }

    [Fact]
    public void A_kernel_without_the_file_lacks_the_mechanism()
    {
        KTraceCapability answer = Ask(KernelFeatures.Kprobes);

        Assert.Equal((false, "there is no kprobe_events"), (answer.Available, answer.Reason));
    }

    [Fact]
    public void A_refused_definition_is_explained_by_the_error_log()
    {
        FakeFile events = _kernel[Tracing + "/kprobe_events"] = new FakeFile();
        events.Errors.Enqueue(-Errno.EINVAL);
        string? definition = null;
        _kernel[Tracing + "/error_log"] = new FakeFile
        {
            // the write is refused, so that its text must be guessed: the first name of this report
            Content = () => System.Text.Encoding.UTF8.GetBytes(
                $"[    1.000000] trace_kprobe: error: Invalid fetch argument\n  Command: {definition}\n            ^\n"),
        };
        using var context = new ProbeContext(_kernel);
        definition = $"p:{context.NewName()[..^1]}2/event vfs_read file";

        KTraceCapability answer = DefinitionProbes.All.Single(probe => probe.Feature == KernelFeatures.BtfArguments).Run(context);

        Assert.False(answer.Available);
        Assert.Equal("Invalid fetch argument: Invalid argument (EINVAL): write kprobe_events", answer.Reason);
        Assert.Equal($"tried '{definition}'", answer.Detail);
    }

    [Fact]
    public void Switched_off_kprobes_are_a_no()
    {
        _kernel[Tracing + "/kprobe_events"] = new FakeFile();
        _kernel["/sys/kernel/debug/kprobes/enabled"] = new FakeFile("0\n");

        Assert.False(Ask(KernelFeatures.Kprobes).Available);
    }

    [Theory]
    [InlineData("[none] integrity confidentiality\n", true)]
    [InlineData(null, null)]
    public void Lockdown_is_read(string? text, bool? expected)
    {
        if (text is not null) _kernel[ProcessRights.LockdownFile] = new FakeFile(text);
        _kernel["/proc/filesystems"] = new FakeFile("nodev\tsysfs\nnodev\tsecurityfs\n");

        Assert.Equal(expected, Ask(KernelFeatures.Lockdown).Available);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("ext4 1 1 - Live 0x0\nlttng_tracer 3248128 35 lttng_probe_x, Live 0x0 (OE)\n", true)]
    public void Modules_of_other_tracers_are_found(string modules, bool expected)
    {
        _kernel["/proc/modules"] = new FakeFile(modules);

        Assert.Equal(expected, Ask(KernelFeatures.Lttng).Available);
        Assert.False(Ask(KernelFeatures.SystemTap).Available);
    }

    [Theory]
    [InlineData("0000000000000000 A fixed\n0000000000000000 T _text\ncut", false)]
    [InlineData("0000000000000000 A fixed\nffffffff81000000 T _text\ncut", true)]
    public void Addresses_are_told_or_hidden(string kallsyms, bool expected)
    {
        _kernel["/proc/kallsyms"] = new FakeFile(kallsyms);

        Assert.Equal(expected, Ask(KernelFeatures.KernelAddresses).Available);
    }

    [Fact]
    public void A_kernel_that_answers_nothing_still_gets_a_whole_report()
    {
        using var report = new KernelCapabilities(new FakeSyscalls { MountError = -Errno.EPERM });

        KTraceCapability[] all = [.. report.Report(_ => true)];

        Assert.Equal(KernelCapabilities.Mechanisms.Count, all.Length);
        Assert.All(all.Where(answer => answer.Available != true), answer => Assert.False(string.IsNullOrWhiteSpace(answer.Reason), answer.Mechanism));
    }

    private KTraceCapability Ask(Feature feature)
    {
        using var report = new KernelCapabilities(_kernel);
        return Assert.Single(report.Report(wanted => wanted == feature));
    }
}
