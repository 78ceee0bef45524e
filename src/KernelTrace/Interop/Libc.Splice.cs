using System.Runtime.InteropServices;

namespace KernelTrace.Interop;

internal static unsafe partial class Libc
{
    public const uint SPLICE_F_MOVE = 1, SPLICE_F_NONBLOCK = 2;

    [LibraryImport(Library, EntryPoint = "splice", SetLastError = true)]
    public static partial nint Splice(FileDescriptor from, nint fromOffset, FileDescriptor to, nint toOffset,
        nuint length, uint flags);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe(int* fds, int flags);
}
