using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>The bytes of an open file, wherever they are asked for.</summary>
internal sealed class FileSource(ISyscalls syscalls, FileDescriptor descriptor, long start = 0, long length = long.MaxValue) : ByteSource
{
    public override int Read(long offset, Span<byte> buffer)
    {
        if (offset < 0 || offset >= length) return 0;
        buffer = buffer[..(int)Math.Min(buffer.Length, length - offset)];
        int done = 0;
        while (done < buffer.Length)
        {
            int count = syscalls.ReadAt(descriptor, buffer[done..], start + offset + done);
            if (count == -Errno.EINTR) continue;
            if (count <= 0) break;
            done += count;
        }

        return done;
    }
}
