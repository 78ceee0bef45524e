using KernelTrace.Formats.RingBuffer;
using KernelTrace.Interop;

namespace KernelTrace.Reading;

/// <summary>Sub-buffers by readv(2) from <c>trace_pipe_raw</c>.</summary>
/// <remarks>
/// The kernel tells how many events were lost before a sub-buffer in the free room behind its data, and leaves the
/// number out where a full sub-buffer has no such room. A read that asks for 8 bytes less than a sub-buffer is given
/// only the records that fit, so there always is room and the number is never missing; the rest of a full sub-buffer
/// comes with the next read. The second part of the vector takes the end of the kernel's page, which the kernel would
/// otherwise hand out as the beginning of the next read.
/// Source: <c>tracing_buffers_read</c>, <c>kernel/trace/trace.c</c>; <c>ring_buffer_read_page</c>,
/// <c>kernel/trace/ring_buffer.c</c>.
/// </remarks>
internal sealed class ReadSource : ISubBufferSource
{
    private readonly ISyscalls _syscalls;
    private readonly string _path;
    private readonly FileDescriptor _file;
    private readonly int _size, _room;

    public ReadSource(ISyscalls syscalls, string path, in SubBufferLayout layout)
    {
        _syscalls = syscalls;
        _path = path;
        _size = layout.Size;
        _room = layout.CommitSize;
        int error = syscalls.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK, out FileDescriptor? file);
        _file = file ?? throw new KernelException("open", path, -error, error == -Errno.EBUSY
            ? "Another reader holds this buffer." : null);
    }

    public FileDescriptor WaitOn => _file;

    public int Take(Span<byte> page)
    {
        int count = Read(page, _size - _room);
        // a record that fills the whole sub-buffer does not fit into the shorter read
        return count > 0 ? count : Read(page, _size);
    }

    public void Dispose() => _file.Dispose();

    private int Read(Span<byte> page, int first)
    {
        while (true)
        {
            int count = first < _size
                ? _syscalls.ReadInTwo(_file, page[.._size], first)
                : _syscalls.Read(_file, page[.._size]);
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
}
