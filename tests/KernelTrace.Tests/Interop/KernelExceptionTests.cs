using KernelTrace.Interop;

namespace KernelTrace.Tests.Interop;

public sealed class KernelExceptionTests
{
    [Fact]
    public void It_says_what_was_tried_on_what_and_the_kernels_answer()
    {
        var error = new KernelException("enable", "sched:sched_switch", Errno.ENOENT);

        Assert.Equal("enable sched:sched_switch: No such file or directory (ENOENT)", error.Message);
        Assert.Equal(("enable", "sched:sched_switch", 2, "ENOENT"), (error.Operation, error.Target, error.ErrorNumber, error.ErrorName));
        Assert.Null(error.Detail);
    }

    [Fact]
    public void What_would_help_stands_on_a_line_of_its_own()
    {
        var error = new KernelException("open", "/x", Errno.EBUSY, "Close it.");

        Assert.Equal("open /x: Device or resource busy (EBUSY):\nClose it.", error.Message);
        Assert.Equal("Close it.", error.Detail);
    }

    [Fact]
    public void An_error_without_a_known_name_has_its_number() =>
        Assert.EndsWith("(errno 4000)", new KernelException("open", "/x", 4000).Message);

    [Fact]
    public void Every_error_that_the_code_names_has_a_name()
    {
        int[] known = [Errno.EPERM, Errno.ENOENT, Errno.EINTR, Errno.EIO, Errno.EAGAIN, Errno.ENOMEM, Errno.EACCES,
            Errno.EBUSY, Errno.EEXIST, Errno.ENODEV, Errno.EINVAL, Errno.ENOSPC, Errno.EROFS, Errno.ENOSYS];

        Assert.All(known, number => Assert.StartsWith("E", Errno.Name(number)));
        Assert.All(known, number => Assert.DoesNotContain("Unknown", Errno.Text(number)));
    }
}
