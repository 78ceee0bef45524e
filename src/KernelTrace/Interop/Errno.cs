using System.Runtime.InteropServices;

namespace KernelTrace.Interop;

/// <summary>Numbers, names and words of the kernel's errors (<c>include/uapi/asm-generic/errno*.h</c>).</summary>
internal static class Errno
{
    public const int EPERM = 1, ENOENT = 2, ESRCH = 3, EINTR = 4, EIO = 5, EBADF = 9, EAGAIN = 11, ENOMEM = 12, EACCES = 13, EBUSY = 16,
        EEXIST = 17, ENODEV = 19, EINVAL = 22, ENOSPC = 28, EROFS = 30, ENOSYS = 38, EMSGSIZE = 90,
        EOPNOTSUPP = 95, ENOTSUPP = 524;

    private static readonly Dictionary<int, string> _names = new (int Number, string Name)[]
    {
        (1, "EPERM"), (2, "ENOENT"), (3, "ESRCH"), (4, "EINTR"), (5, "EIO"), (6, "ENXIO"), (7, "E2BIG"),
        (9, "EBADF"), (11, "EAGAIN"), (12, "ENOMEM"), (13, "EACCES"), (14, "EFAULT"), (16, "EBUSY"), (17, "EEXIST"),
        (19, "ENODEV"), (20, "ENOTDIR"), (21, "EISDIR"), (22, "EINVAL"), (23, "ENFILE"), (24, "EMFILE"),
        (25, "ENOTTY"), (27, "EFBIG"), (28, "ENOSPC"), (29, "ESPIPE"), (30, "EROFS"), (32, "EPIPE"), (34, "ERANGE"),
        (36, "ENAMETOOLONG"), (38, "ENOSYS"), (39, "ENOTEMPTY"), (40, "ELOOP"), (61, "ENODATA"), (75, "EOVERFLOW"),
        (84, "EILSEQ"), (90, "EMSGSIZE"), (95, "EOPNOTSUPP"), (99, "EADDRNOTAVAIL"), (110, "ETIMEDOUT"),
        (524, "ENOTSUPP")
    }.ToDictionary(error => error.Number, error => error.Name);

    /// <summary>The name, such as <c>ENOENT</c>; the number where the name is not known.</summary>
    public static string Name(int errno) => _names.TryGetValue(errno, out string? name) ? name : $"errno {errno}";

    /// <summary>The C library's words, such as <c>No such file or directory</c>.</summary>
    public static string Text(int errno) =>
        Marshal.GetPInvokeErrorMessage(errno == ENOTSUPP ? EOPNOTSUPP : errno); // 524 is the kernel's own: it should not leave it
}
