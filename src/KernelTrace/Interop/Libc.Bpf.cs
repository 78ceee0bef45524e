using System.Runtime.InteropServices;

namespace KernelTrace.Interop;

internal static unsafe partial class Libc
{
    /// <summary>The C library has no function for these calls: they go by number, which each architecture has its own
    /// of (<c>arch/*/include/**/unistd.h</c>, <c>*/syscall.tbl</c>). -1 where it is not known here: the kernel then answers
    /// ENOSYS.</summary>
    public static readonly nint BpfNumber = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 321,
        Architecture.Arm64 or Architecture.LoongArch64 or (Architecture)9 /* RiscV64, named from .NET 9 on */ => 280,
        Architecture.S390x => 351,
        Architecture.Ppc64le => 361,
        Architecture.Arm => 386,
        _ => -1,
    };

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Bpf(nint number, nint command, byte* attributes, nint size);
}
