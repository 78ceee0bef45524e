using KernelTrace.Interop;
using KernelTrace.Tests.Support;
using KernelTrace.Tracefs;

namespace KernelTrace.Tests.Tracefs;

public sealed class TracefsMountTests
{
    private const string Mounts = "/proc/self/mounts";

    [Theory]
    [InlineData("", null)]
    [InlineData("proc /proc proc rw 0 0\nsysfs /sys sysfs rw 0 0\n", null)]
    [InlineData("tracefs /sys/kernel/tracing tracefs rw,nosuid 0 0\n", "/sys/kernel/tracing")]
    [InlineData("nodev /mnt/t tracefs rw 0 0", "/mnt/t")]
    [InlineData("a /sys/kernel/debug/tracing tracefs rw 0 0\nb /sys/kernel/tracing tracefs rw 0 0\n", "/sys/kernel/tracing")]
    [InlineData("a /one tracefs rw 0 0\nb /two tracefs rw 0 0\n", "/one")]
    [InlineData("tracefs /not debugfs rw 0 0\nd /sys/kernel/debug debugfs rw 0 0\n", null)]
    [InlineData(@"t /a\040b\011c\134d tracefs rw 0 0", "/a b\tc\\d")]
    [InlineData(@"t /end\04 tracefs rw 0 0", @"/end\04")]
    [InlineData(@"t /no\999 tracefs rw 0 0", @"/no\999")]
    [InlineData("short line\n\n   \ntracefs\n", null)]
    public void It_is_found_among_the_mounts(string mounts, string? expected) =>
        Assert.Equal(expected, TracefsMount.Find(mounts));

    /// <summary>The kernel escapes bytes, and a letter may have several of them.</summary>
    [Fact]
    public void Letters_that_are_not_escaped_stay_as_they_are() =>
        Assert.Equal("/ü x", TracefsMount.Find(@"t /ü\040x tracefs rw 0 0"));

    [Fact]
    public void One_that_is_there_is_not_mounted_again()
    {
        var kernel = new FakeSyscalls { [Mounts] = new FakeFile("t /mnt/t tracefs rw 0 0\n") };

        Assert.Equal("/mnt/t", TracefsMount.FindOrMount(kernel, out bool mounted));
        Assert.False(mounted);
        Assert.Empty(kernel.Mounts);
    }

    [Fact]
    public void Root_mounts_it_where_it_is_missing()
    {
        var kernel = new FakeSyscalls { [Mounts] = new FakeFile("proc /proc proc rw 0 0\n") };

        Assert.Equal(TracefsMount.Standard, TracefsMount.FindOrMount(kernel, out bool mounted));
        Assert.True(mounted);
        Assert.Equal([("nodev", TracefsMount.Standard, "tracefs")], kernel.Mounts);
    }

    [Fact]
    public void Who_is_not_root_is_told_what_to_do()
    {
        var kernel = new FakeSyscalls { EffectiveUserId = 1000 };

        var error = Assert.Throws<KernelException>(() => TracefsMount.FindOrMount(kernel, out _));
        Assert.StartsWith("mount tracefs at /sys/kernel/tracing: Operation not permitted (EPERM):\n", error.Message);
        Assert.Contains("Run as root: mount -t tracefs nodev /sys/kernel/tracing", error.Message);
        Assert.Empty(kernel.Mounts);
    }

    [Theory]
    [InlineData(Errno.ENODEV, "tracefs is not supported by this kernel (needs CONFIG_TRACING, kernel 4.1 or newer; this is ")]
    [InlineData(Errno.EPERM, "Run as root")]
    [InlineData(Errno.EBUSY, "Mount it with: mount -t tracefs")]
    public void A_kernel_that_refuses_is_explained(int error, string remedy)
    {
        var kernel = new FakeSyscalls { MountError = -error };

        Assert.Contains(remedy, Assert.Throws<KernelException>(() => TracefsMount.FindOrMount(kernel, out _)).Message);
    }
}
