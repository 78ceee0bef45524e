using KernelTrace.Formats.Tests.Support;
using KernelTrace.Interop;
using KernelTrace.Probes;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Probes;

/// <summary>Files of processes that never were.</summary>
public sealed class ProcessProgramTests
{
    private const string Maps = "55550000-55551000 r--p 00000000 08:02 7 /bin/app\n55551000-55552000 r-xp 00001000 08:02 7 /bin/app\n"
        + "7f0000000000-7f0000001000 r-xp 00000000 08:02 9 /lib/libc.so.6\n7f0000002000-7f0000003000 r-xp 00000000 08:02 10 /lib/libcrypt.so.1\n"
        + "7f0000004000-7f0000005000 r-xp 00000000 08:02 11 /lib/libgone-1.2.so (deleted)\n"
        + "7f0000006000-7f0000007000 r-xp 00000000 08:02 12 /lib/my lib.so\n"
        + "7f0000008000-7f0000009000 r-xp 00000000 08:02 13 /a/libtwo.so\n7f000000a000-7f000000b000 r-xp 00000000 08:02 14 /b/libtwo.so\n"
        + "7f000000c000-7f000000d000 r--s 00000000 08:02 15 /var/data.so.1\n7ffff000-7fffff00 r-xp 00000000 00:00 0 [vdso]\n";

    private readonly FakeSyscalls _kernel = new()
    {
        ["/proc/42/maps"] = new FakeFile(Maps),
        ["/proc/42"] = Elf(1),
        ["/proc/42/exe"] = Elf(7),
        ["/bin/app"] = Elf(7),
        ["/proc/42/map_files/7f0000000000-7f0000001000"] = Elf(9),
        ["/lib/libc.so.6"] = Elf(9),
        ["/proc/42/map_files/7f0000002000-7f0000003000"] = Elf(10),
        ["/lib/libcrypt.so.1"] = Elf(10),
        ["/proc/42/map_files/7f0000004000-7f0000005000"] = Elf(11),
        ["/proc/42/map_files/7f0000006000-7f0000007000"] = Elf(12),
        ["/lib/my lib.so"] = Elf(12)
    };

    public ProcessProgramTests() => _kernel.Links["/proc/42/exe"] = "/bin/app";

    [Theory]
    [InlineData(null, "/bin/app", "/bin/app")]
    [InlineData("libc.so.6", "/lib/libc.so.6", "/lib/libc.so.6")]
    [InlineData("libc", "/lib/libc.so.6", "/lib/libc.so.6")]
    [InlineData("/lib/libc.so.6", "/lib/libc.so.6", "/lib/libc.so.6")]
    [InlineData("libcrypt", "/lib/libcrypt.so.1", "/lib/libcrypt.so.1")]
    [InlineData("libgone", "/lib/libgone-1.2.so (deleted)", "/proc/42/map_files/7f0000004000-7f0000005000")]
    [InlineData("libgone-1.2.so", "/lib/libgone-1.2.so (deleted)", "/proc/42/map_files/7f0000004000-7f0000005000")]
    [InlineData("/lib/libgone-1.2.so", "/lib/libgone-1.2.so (deleted)", "/proc/42/map_files/7f0000004000-7f0000005000")]
    [InlineData("my lib.so", "/lib/my lib.so", "/proc/42/map_files/7f0000006000-7f0000007000")] // no space in what the kernel is told
    public void The_very_file(string? name, string path, string probePath)
    {
        UserProgram program = UserProgram.OfProcess(_kernel, 42, name);

        Assert.Equal((path, probePath), (program.Path, program.ProbePath));
        Assert.All(_kernel.Descriptors, one => Assert.True(one.IsClosed));
    }

    [Fact]
    public void In_another_root_the_path_goes_through_it()
    {
        _kernel["/lib/libc.so.6"] = Elf(99); // ours is another
        _kernel["/proc/42/root/lib/libc.so.6"] = Elf(9);
        Assert.Equal("/proc/42/root/lib/libc.so.6", UserProgram.OfProcess(_kernel, 42, "libc").ProbePath);

        // the same number on another device is another file
        _kernel["/lib/libc.so.6"] = Elf(9, device: 77);
        Assert.Equal("/proc/42/root/lib/libc.so.6", UserProgram.OfProcess(_kernel, 42, "libc").ProbePath);
        _kernel.Files.Remove("/proc/42/root/lib/libc.so.6");
        Assert.Equal("/proc/42/map_files/7f0000000000-7f0000001000", UserProgram.OfProcess(_kernel, 42, "libc").ProbePath);
    }

    [Fact]
    public void A_program_that_was_replaced_is_reached_by_the_kernels_own_link()
    {
        _kernel["/bin/app"] = Elf(8);
        Assert.Equal("/proc/42/exe", UserProgram.OfProcess(_kernel, 42, null).ProbePath);
    }

    [Fact]
    public void A_link_of_the_processs_own_finds_what_it_points_to()
    {
        _kernel["/proc/42/root/usr/lib/libc.so.6"] = Elf(9);
        Assert.Equal("/lib/libc.so.6", UserProgram.OfProcess(_kernel, 42, "/usr/lib/libc.so.6").Path);
    }

    /// <summary>Without the right to ask what is mapped, its device and number must do.</summary>
    [Fact]
    public void Without_map_files_the_memory_map_tells()
    {
        _kernel.Files.Remove("/proc/42/map_files/7f0000000000-7f0000001000");
        Assert.Equal("/lib/libc.so.6", UserProgram.OfProcess(_kernel, 42, "libc").ProbePath);
        _kernel["/lib/libc.so.6"] = Elf(99);
        Assert.Equal(UserSymbolReason.PathNotUsable, Error(42, "libc").Reason);
    }

    [Theory]
    [InlineData("libd", UserSymbolReason.NotMapped, "it has ")]
    [InlineData("lib", UserSymbolReason.NotMapped, "it has ")]
    [InlineData("/lib/other.so", UserSymbolReason.NotMapped, "has no file /lib/other.so")]
    [InlineData("data.so", UserSymbolReason.NotMapped, "has no file data.so")] // no code of it
    [InlineData("[vdso]", UserSymbolReason.NotMapped, "has no file")]
    [InlineData("libtwo.so", UserSymbolReason.Ambiguous, "/a/libtwo.so, /b/libtwo.so")]
    public void Files_that_it_has_not(string name, UserSymbolReason reason, string message)
    {
        UserSymbolException error = Error(42, name);

        Assert.Equal(reason, error.Reason);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(43, null)]
    [InlineData(43, "libc")]
    [InlineData(0, null)]
    [InlineData(-1, "libc")]
    public void No_such_process(int pid, string? name)
    {
        UserSymbolException error = Error(pid, name);

        Assert.Equal(UserSymbolReason.NoProcess, error.Reason);
        Assert.Contains($"no process {pid}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_thread_runs_no_program()
    {
        _kernel.Links.Clear();
        Assert.Contains("kernel thread", Error(42, null).Message, StringComparison.Ordinal);
    }

    private UserSymbolException Error(int pid, string? name) =>
        Assert.Throws<UserSymbolException>(() => UserProgram.OfProcess(_kernel, pid, name));

    private static FakeFile Elf(ulong inode, ulong device = 8ul << 32 | 2) =>
        new() { Content = () => Programs.Bytes("pie"), Status = new FileStatus(device, inode, 1, 0, IsRegular: true) };
}
