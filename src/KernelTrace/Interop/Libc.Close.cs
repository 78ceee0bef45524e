using System.Runtime.InteropServices;

namespace KernelTrace.Interop;

internal static unsafe partial class Libc
{
    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(nint fd);
}
