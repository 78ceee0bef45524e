using System.Runtime.InteropServices;

namespace KernelTrace.Interop;

internal static unsafe partial class Libc
{
    public const nint PERF_FLAG_FD_CLOEXEC = 8;

    /// <summary>As <see cref="BpfNumber"/>.</summary>
    public static readonly nint PerfEventOpenNumber = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 298,
        Architecture.Arm64 or Architecture.LoongArch64 or (Architecture)9 /* RiscV64 */ => 241,
        Architecture.S390x => 331,
        Architecture.Ppc64le => 319,
        Architecture.Arm => 364,
        _ => -1,
    };

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint PerfEventOpen(nint number, byte* attributes, nint pid, nint cpu, nint group, nint flags);
}
