namespace KernelTrace.Interop;

/// <summary>The system calls, one per file, as the C library offers them. Only <see cref="LinuxSyscalls"/> calls
/// these.</summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";
}
