using KernelTrace.Formats.RingBuffer;
using KernelTrace.Interop;

namespace KernelTrace.Reading;

/// <summary>Sub-buffers by read(2) from <c>trace_pipe_raw</c>, a whole one a call: the kernel then hands over its page as
/// it is. (A shorter read makes it copy record by record, at a fifth of the speed.)</summary>
/// <remarks>Source: <c>tracing_buffers_read</c>, <c>kernel/trace/trace.c</c>; <c>ring_buffer_read_page</c>,
/// <c>kernel/trace/ring_buffer.c</c>.</remarks>
internal sealed class ReadSource : ISubBufferSource
{
    private readonly ISyscalls _syscalls;
    private readonly string _path;
    private readonly FileDescriptor _file;
    private readonly int _size;

    public ReadSource(ISyscalls syscalls, string path, in SubBufferLayout layout)
    {
        _syscalls = syscalls;
        _path = path;
        _size = layout.Size;
        int error = syscalls.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK, out FileDescriptor? file);
        _file = file ?? throw new KernelException("open", path, -error, error == -Errno.EBUSY
            ? "Another reader holds this buffer." : null);
    }

    public FileDescriptor WaitOn => _file;

    public int Take(Span<byte> page)
    {
        while (true)
        {
            int count = _syscalls.Read(_file, page[.._size]);
            switch (count)
            {
                case >= 0:
                    return count;
                case -Errno.EINTR:
                    continue;
                case -Errno.EAGAIN or -Errno.ENODEV: // nothing recorded; the CPU is offline
                    return 0;
                default:
                    throw new KernelException("read", _path, -count);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
