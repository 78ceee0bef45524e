using System.Runtime.InteropServices;
using System.Text;

namespace KernelTrace.Interop;

/// <summary>The real kernel.</summary>
internal sealed unsafe class LinuxSyscalls : ISyscalls
{
    public static LinuxSyscalls Instance { get; } = new();

    public uint EffectiveUserId => Libc.GetEffectiveUserId();

    public int Open(string path, int flags, out FileDescriptor? descriptor)
    {
        int fd = Libc.Open(path, flags | Libc.O_CLOEXEC, 0x180 /* 0600 */);
        descriptor = fd < 0 ? null : new FileDescriptor(fd);
        return fd < 0 ? Error() : 0;
    }

    public int Read(FileDescriptor descriptor, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer) return Result(Libc.Read(descriptor, bytes, (nuint)buffer.Length));
    }

    public int ReadAt(FileDescriptor descriptor, Span<byte> buffer, long offset)
    {
        fixed (byte* bytes = buffer) return Result(Libc.ReadAt(descriptor, bytes, (nuint)buffer.Length, offset));
    }

    public int Status(string path, out FileStatus status)
    {
        const int TypeMask = 0xf000, RegularFile = 0x8000; // S_IFMT, S_IFREG
        Libc.StatX found = default;
        int result = Result(Libc.Status(Libc.AT_FDCWD, path, 0, Libc.STATX_BASIC_STATS, &found));
        status = new FileStatus((ulong)found.DeviceMajor << 32 | found.DeviceMinor, found.Inode,
            found.ModifiedSeconds * 1_000_000_000 + found.ModifiedNanoseconds, found.Size, (found.Mode & TypeMask) == RegularFile);
        return result;
    }

    public int ReadLink(string path, out string target)
    {
        const int LongestPath = 4096; // PATH_MAX
        byte* bytes = stackalloc byte[LongestPath];
        int length = Result(Libc.ReadLink(path, bytes, LongestPath));
        target = length <= 0 ? "" : Encoding.UTF8.GetString(bytes, length);
        return Math.Min(length, 0);
    }

    public int Write(FileDescriptor descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* pointer = bytes) return Result(Libc.Write(descriptor, pointer, (nuint)bytes.Length));
    }

    public int Poll(ReadOnlySpan<FileDescriptor> descriptors, Span<bool> ready, int timeoutMilliseconds)
    {
        Span<Libc.PollFd> fds = descriptors.Length <= 64
            ? stackalloc Libc.PollFd[descriptors.Length]
            : new Libc.PollFd[descriptors.Length];
        for (int i = 0; i < fds.Length; i++)
            fds[i] = new Libc.PollFd { Fd = descriptors[i].Number, Events = Libc.POLLIN };
        int result;
        fixed (Libc.PollFd* pointer = fds) result = Result(Libc.Poll(pointer, (nuint)fds.Length, timeoutMilliseconds));
        for (int i = 0; i < fds.Length; i++) ready[i] = result > 0 && fds[i].Returned != 0;
        return result;
    }

    public int EventFd(out FileDescriptor? descriptor)
    {
        int fd = Libc.EventFd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK);
        descriptor = fd < 0 ? null : new FileDescriptor(fd);
        return fd < 0 ? Error() : 0;
    }

    public int Map(FileDescriptor descriptor, long offset, int length, out nint address)
    {
        address = Libc.Mmap(0, (nuint)length, Libc.PROT_READ, Libc.MAP_SHARED, descriptor, offset);
        if (address != -1) return 0;
        address = 0;
        return Error();
    }

    public int Unmap(nint address, int length) => Result(Libc.Munmap(address, (nuint)length));

    public int Ioctl(FileDescriptor descriptor, uint request, nint argument) =>
        Result(Libc.Ioctl(descriptor, request, argument));

    public int Splice(FileDescriptor from, FileDescriptor to, int length) =>
        Result(Libc.Splice(from, 0, to, 0, (nuint)length, Libc.SPLICE_F_MOVE | Libc.SPLICE_F_NONBLOCK));

    public int Pipe(out FileDescriptor? read, out FileDescriptor? write)
    {
        int* fds = stackalloc int[2];
        int result = Result(Libc.Pipe(fds, Libc.O_CLOEXEC | Libc.O_NONBLOCK));
        read = result < 0 ? null : new FileDescriptor(fds[0]);
        write = result < 0 ? null : new FileDescriptor(fds[1]);
        return result;
    }

    public int Mount(string source, string target, string type) =>
        Result(Libc.Mount(source, target, type, Libc.MS_NOSUID | Libc.MS_NODEV | Libc.MS_NOEXEC, 0));

    public int Unmount(string target) => Result(Libc.Unmount(target, 0));

    public int Bpf(int command, ReadOnlySpan<byte> attributes, out FileDescriptor? descriptor)
    {
        nint fd;
        fixed (byte* pointer = attributes) fd = Libc.Bpf(Libc.BpfNumber, command, pointer, attributes.Length);
        return Opened(fd, out descriptor);
    }

    public int PerfEventOpen(ReadOnlySpan<byte> attributes, int pid, int cpu, out FileDescriptor? descriptor)
    {
        nint fd;
        fixed (byte* pointer = attributes)
            fd = Libc.PerfEventOpen(Libc.PerfEventOpenNumber, pointer, pid, cpu, -1, Libc.PERF_FLAG_FD_CLOEXEC);
        return Opened(fd, out descriptor);
    }

    public int MakeDirectory(string path) => Result(Libc.MakeDirectory(path, 0x1ed /* 0755 */));

    public int RemoveDirectory(string path) => Result(Libc.RemoveDirectory(path));

    public int ClockGetTime(int clock, out long nanoseconds)
    {
        long* time = stackalloc long[2];
        int result = Result(Libc.ClockGetTime(clock, time));
        nanoseconds = time[0] * 1_000_000_000 + time[1];
        return result;
    }

    private static int Opened(nint fd, out FileDescriptor? descriptor)
    {
        descriptor = fd < 0 ? null : new FileDescriptor((int)fd);
        return fd < 0 ? Error() : 0;
    }

    private static int Result(nint value) => value < 0 ? Error() : (int)value;

    private static int Error() => -Marshal.GetLastPInvokeError();
}
