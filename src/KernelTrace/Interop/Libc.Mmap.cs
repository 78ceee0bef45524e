using System.Runtime.InteropServices;

namespace KernelTrace.Interop;

internal static unsafe partial class Libc
{
    public const int PROT_READ = 1, MAP_SHARED = 1;

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Mmap(nint address, nuint length, int protection, int flags, FileDescriptor fd, long offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Munmap(nint address, nuint length);
}
