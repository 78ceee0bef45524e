namespace KernelTrace.Interop;

/// <summary>The one door to the kernel. A call that fails answers with the negative errno, as the kernel does; it
/// never throws. Tests put a fake behind it.</summary>
internal interface ISyscalls
{
    /// <summary>open(2), always with O_CLOEXEC.</summary>
    /// <returns>0 and the descriptor, or -errno.</returns>
    int Open(string path, int flags, out FileDescriptor? descriptor);

    /// <summary>read(2).</summary>
    int Read(FileDescriptor descriptor, Span<byte> buffer);

    /// <summary>pread(2).</summary>
    int ReadAt(FileDescriptor descriptor, Span<byte> buffer, long offset);

    /// <summary>statx(2), following links.</summary>
    int Status(string path, out FileStatus status);

    /// <summary>readlink(2).</summary>
    int ReadLink(string path, out string target);

    /// <summary>write(2).</summary>
    int Write(FileDescriptor descriptor, ReadOnlySpan<byte> bytes);

    /// <summary>poll(2) for reading.</summary>
    /// <param name="descriptors">Files to wait for.</param>
    /// <param name="ready">Set for each file that is readable or has an error.</param>
    /// <param name="timeoutMilliseconds">-1 waits for ever.</param>
    int Poll(ReadOnlySpan<FileDescriptor> descriptors, Span<bool> ready, int timeoutMilliseconds);

    /// <summary>eventfd(2): a file that becomes readable when a number is written into it.</summary>
    int EventFd(out FileDescriptor? descriptor);

    /// <summary>mmap(2), shared and for reading only.</summary>
    int Map(FileDescriptor descriptor, long offset, int length, out nint address);

    /// <summary>munmap(2).</summary>
    int Unmap(nint address, int length);

    /// <summary>ioctl(2) with a number as argument.</summary>
    int Ioctl(FileDescriptor descriptor, uint request, nint argument);

    /// <summary>splice(2) without waiting.</summary>
    int Splice(FileDescriptor from, FileDescriptor to, int length);

    /// <summary>pipe2(2).</summary>
    int Pipe(out FileDescriptor? read, out FileDescriptor? write);

    /// <summary>mount(2).</summary>
    int Mount(string source, string target, string type);

    /// <summary>umount2(2).</summary>
    int Unmount(string target);

    /// <summary>bpf(2), of the commands that answer with a descriptor.</summary>
    /// <param name="command">A <c>BPF_*</c> command (<c>enum bpf_cmd</c>).</param>
    /// <param name="attributes">What <c>union bpf_attr</c> holds for that command.</param>
    /// <param name="descriptor">What was made.</param>
    /// <returns>0 and the descriptor, or -errno.</returns>
    int Bpf(int command, ReadOnlySpan<byte> attributes, out FileDescriptor? descriptor);

    /// <summary>perf_event_open(2).</summary>
    /// <param name="attributes">A <c>struct perf_event_attr</c>.</param>
    /// <param name="pid">The thread; 0 is the caller, -1 all.</param>
    /// <param name="cpu">The CPU; -1 is any.</param>
    /// <param name="descriptor">The event.</param>
    /// <returns>0 and the descriptor, or -errno.</returns>
    int PerfEventOpen(ReadOnlySpan<byte> attributes, int pid, int cpu, out FileDescriptor? descriptor);

    /// <summary>mkdir(2).</summary>
    int MakeDirectory(string path);

    /// <summary>rmdir(2).</summary>
    int RemoveDirectory(string path);

    /// <summary>clock_gettime(2), in nanoseconds.</summary>
    int ClockGetTime(int clock, out long nanoseconds);

    /// <summary>geteuid(2).</summary>
    uint EffectiveUserId { get; }
}
