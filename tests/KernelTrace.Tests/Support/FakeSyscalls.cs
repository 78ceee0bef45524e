using System.Text;
using KernelTrace.Interop;

namespace KernelTrace.Tests.Support;

/// <summary>A kernel in memory: files by path, scripted errors, a clock that a test moves.</summary>
internal sealed class FakeSyscalls : ISyscalls
{
    /// <summary>Numbers that no real file of the process has, should one ever reach the real kernel.</summary>
    private const int FirstFd = 1_000_000;

    private const int Realtime = 0;

    private readonly Dictionary<int, (FakeFile File, byte[]? Content, int Position)> _open = [];

    public Dictionary<string, FakeFile> Files { get; } = [];

    /// <summary>All descriptors that were given out.</summary>
    public List<FileDescriptor> Descriptors { get; } = [];

    /// <summary>Nanoseconds of every clock but the wall clock, which is 1 s ahead.</summary>
    public long Now { get; set; } = 1_000_000_000;

    /// <summary>Answers poll(2) from the files and the timeout.</summary>
    public Func<IReadOnlyList<FileDescriptor>, int, int> OnPoll { get; set; } = (_, _) => throw new NotSupportedException();

    public Func<string, int> OnMakeDirectory { get; set; } = _ => 0;

    public Func<string, int> OnRemoveDirectory { get; set; } = _ => 0;

    /// <summary>Each mount(2), and its answer.</summary>
    public List<(string Source, string Target, string Type)> Mounts { get; } = [];

    public int MountError { get; set; }

    public int EventFdError { get; set; }

    public uint EffectiveUserId { get; set; }

    public FakeFile this[string path]
    {
        get => Files[path];
        set => Files[path] = value;
    }

    public int Open(string path, int flags, out FileDescriptor? descriptor)
    {
        descriptor = null;
        if (!Files.TryGetValue(path, out FakeFile? file)) return -Errno.ENOENT;
        file.Opened.Add(flags);
        if (file.OpenError < 0) return file.OpenError;
        bool reads = (flags & Libc.O_WRONLY) == 0 && file.OnRead is null;
        descriptor = Descriptor(file, reads ? file.Content() : null);
        return 0;
    }

    public int Read(FileDescriptor descriptor, Span<byte> buffer)
    {
        Assert.False(descriptor.IsClosed);
        (FakeFile file, byte[]? content, int position) = _open[descriptor.Number];
        if (file.Errors.TryDequeue(out int error)) return error;
        if (file.OnRead is not null) return file.OnRead(buffer);
        int count = Math.Min(Math.Min(buffer.Length, file.MostPerRead), content!.Length - position);
        content.AsSpan(position, count).CopyTo(buffer);
        _open[descriptor.Number] = (file, content, position + count);
        return count;
    }

    public int Status(string path, out FileStatus status)
    {
        status = default;
        if (!Files.TryGetValue(path, out FakeFile? file)) return -Errno.ENOENT;
        status = file.Status with { Size = file.Content().Length };
        return 0;
    }

    /// <summary>What links point to.</summary>
    public Dictionary<string, string> Links { get; } = [];

    public int ReadLink(string path, out string target) => Links.TryGetValue(path, out target!) ? 0 : -Errno.ENOENT;

    public int Write(FileDescriptor descriptor, ReadOnlySpan<byte> bytes)
    {
        Assert.False(descriptor.IsClosed);
        FakeFile file = _open[descriptor.Number].File;
        if (file.Errors.TryDequeue(out int error)) return error;
        file.Writes.Add(Encoding.UTF8.GetString(bytes));
        return bytes.Length;
    }

    public int Poll(ReadOnlySpan<FileDescriptor> descriptors, Span<bool> ready, int timeoutMilliseconds) =>
        OnPoll([.. descriptors], timeoutMilliseconds);

    public int EventFd(out FileDescriptor? descriptor)
    {
        descriptor = EventFdError < 0 ? null : Descriptor(Files["eventfd"] = new FakeFile(), null);
        return EventFdError;
    }

    public int Mount(string source, string target, string type)
    {
        Mounts.Add((source, target, type));
        return MountError;
    }

    public int Unmount(string target) => Mounts.RemoveAll(mount => mount.Target == target) > 0 ? 0 : -Errno.EINVAL;

    /// <summary>Answers bpf(2) by its command and attributes: 0 or -errno.</summary>
    public Func<int, byte[], int> OnBpf { get; set; } = (_, _) => -Errno.ENOSYS;

    /// <summary>Answers perf_event_open(2) by its attributes: 0 or -errno.</summary>
    public Func<byte[], int> OnPerfEventOpen { get; set; } = _ => -Errno.ENOSYS;

    public int Bpf(int command, ReadOnlySpan<byte> attributes, out FileDescriptor? descriptor) =>
        Made(OnBpf(command, attributes.ToArray()), out descriptor);

    public int PerfEventOpen(ReadOnlySpan<byte> attributes, int pid, int cpu, out FileDescriptor? descriptor) =>
        Made(OnPerfEventOpen(attributes.ToArray()), out descriptor);

    public int MakeDirectory(string path) => OnMakeDirectory(path);

    public int RemoveDirectory(string path) => OnRemoveDirectory(path);

    public int ClockGetTime(int clock, out long nanoseconds)
    {
        nanoseconds = Now + (clock == Realtime ? 1_000_000_000 : 0);
        return 0;
    }

    public int ReadAt(FileDescriptor descriptor, Span<byte> buffer, long offset)
    {
        Assert.False(descriptor.IsClosed);
        (FakeFile file, byte[]? content, _) = _open[descriptor.Number];
        if (file.Errors.TryDequeue(out int error)) return error;
        int count = (int)Math.Clamp(content!.Length - offset, 0, Math.Min(buffer.Length, file.MostPerRead));
        content.AsSpan((int)Math.Min(offset, content.Length), count).CopyTo(buffer);
        return count;
    }

    public int Map(FileDescriptor descriptor, long offset, int length, out nint address) => throw new NotSupportedException();

    public int Unmap(nint address, int length) => throw new NotSupportedException();

    public int Ioctl(FileDescriptor descriptor, uint request, nint argument) => throw new NotSupportedException();

    public int Splice(FileDescriptor from, FileDescriptor to, int length) => throw new NotSupportedException();

    public int Pipe(out FileDescriptor? read, out FileDescriptor? write) => throw new NotSupportedException();

    private int Made(int error, out FileDescriptor? descriptor)
    {
        descriptor = error < 0 ? null : Descriptor(new FakeFile(), null);
        return error;
    }

    private FileDescriptor Descriptor(FakeFile file, byte[]? content)
    {
        var descriptor = new FileDescriptor(FirstFd + Descriptors.Count, ownsHandle: false);
        Descriptors.Add(descriptor);
        _open[descriptor.Number] = (file, content, 0);
        return descriptor;
    }
}
