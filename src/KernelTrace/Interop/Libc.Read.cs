using System.Runtime.InteropServices;

namespace KernelTrace.Interop;

internal static unsafe partial class Libc
{
    /// <summary>Kernel: <c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(FileDescriptor fd, byte* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "readv", SetLastError = true)]
    public static partial nint ReadScattered(FileDescriptor fd, IoVector* parts, int count);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    public static partial nint ReadAt(FileDescriptor fd, byte* buffer, nuint count, long offset);
}
