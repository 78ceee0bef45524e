using System.Runtime.InteropServices;
using KernelTrace.Formats.RingBuffer;
using KernelTrace.Interop;

namespace Benchmarks;

/// <summary>One CPU's ring buffer mapped into memory (kernel 6.10 and newer).</summary>
/// <remarks>
/// <code>
/// +-----------------------------+-------------+-------------+- - -
/// | struct trace_buffer_meta    | sub-buffer 0| sub-buffer 1|
/// | (meta_page_size bytes)      |             |             |
/// +-----------------------------+-------------+-------------+- - -
/// meta: 0 u32 meta_page_size, 4 u32 meta_struct_len, 8 u32 subbuf_size, 12 u32 nr_subbufs,
///       16 u64 reader.lost_events, 24 u32 reader.id, 28 u32 reader.read
/// </code>
/// Source: <c>include/uapi/linux/trace_mmap.h</c>, <c>Documentation/trace/ring-buffer-map.rst</c>.
/// </remarks>
internal static class MappedBuffer
{
    private const uint GetReader = 0x5220; // TRACE_MMAP_IOCTL_GET_READER, _IO('R', 0x20)

    public static long Drain(ISyscalls syscalls, string path, SubBufferLayout layout)
    {
        syscalls.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK, out FileDescriptor? file);
        using (file)
        {
            if (syscalls.Map(file!, 0, 4096, out nint meta) < 0) throw new NotSupportedException("mmap of the ring buffer");
            int metaSize = Marshal.ReadInt32(meta), size = Marshal.ReadInt32(meta, 8), count = Marshal.ReadInt32(meta, 12);
            syscalls.Map(file!, metaSize, size * count, out nint data);
            long events = 0;
            int last = -1;
            var page = new byte[size];
            while (syscalls.Ioctl(file!, GetReader, 0) >= 0)
            {
                int id = Marshal.ReadInt32(meta, 24);
                if (id == last) break;
                last = id;
                Marshal.Copy(data + id * size, page, 0, size);
                events += Captured.Scan(page, layout);
            }

            syscalls.Unmap(data, size * count);
            syscalls.Unmap(meta, 4096);
            return events;
        }
    }
}
