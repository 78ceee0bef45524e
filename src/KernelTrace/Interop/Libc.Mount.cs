using System.Runtime.InteropServices;

namespace KernelTrace.Interop;

internal static unsafe partial class Libc
{
    public const nuint MS_NOSUID = 2, MS_NODEV = 4, MS_NOEXEC = 8;

    [LibraryImport(Library, EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Mount(string source, string target, string type, nuint flags, nint data);
}
