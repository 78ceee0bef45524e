using Microsoft.Win32.SafeHandles;

namespace KernelTrace.Interop;

/// <summary>An open file of the kernel; closed when disposed or, at the latest, when collected.</summary>
internal sealed class FileDescriptor : SafeHandleMinusOneIsInvalid
{
    public FileDescriptor(int fd, bool ownsHandle = true) : base(ownsHandle) => SetHandle(fd);

    /// <summary>The number, for poll and messages; valid while this object lives.</summary>
    public int Number => (int)handle;

    protected override bool ReleaseHandle() => Libc.Close(handle) == 0;
}
