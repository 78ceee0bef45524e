using System.Runtime.InteropServices;

namespace PSKernelTrace.Tests.Live;

/// <summary>System calls that probes are to see.</summary>
internal static partial class Calls
{
    public const int AtCurrentFolder = -100, ReadWrite = 2, Create = 0x40, CloseOnExec = 0x80000, NonBlock = 0x800;

    [LibraryImport("libc", EntryPoint = "openat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(int folder, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "read")]
    public static partial nint Read(int file, byte[] buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write")]
    public static partial nint Write(int file, byte[] buffer, nint count);

    [LibraryImport("libc", EntryPoint = "lseek")]
    public static partial long Seek(int file, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "ftruncate")]
    public static partial int Truncate(int file, long length);

    [LibraryImport("libc", EntryPoint = "fallocate")]
    public static partial int Allocate(int file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    public static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "fchmod")]
    public static partial int ChangeMode(int file, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFolder(int folder, string path, uint mode);

    [LibraryImport("libc", EntryPoint = "pipe2")]
    public static partial int Pipe(int[] ends, int flags);

    [LibraryImport("libc", EntryPoint = "dup3")]
    public static partial int Duplicate(int from, int to, int flags);

    [LibraryImport("libc", EntryPoint = "socket")]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    public static partial int SetOption(int socket, int level, int name, in int value, int length);

    [LibraryImport("libc", EntryPoint = "listen")]
    public static partial int Listen(int socket, int backlog);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "gettid")]
    public static partial int ThreadId();
}
