using KernelTrace.Interop;
using KernelTrace.Reading;

namespace Benchmarks;

/// <summary>Sub-buffers moved into a pipe by splice(2) and read from there.</summary>
internal sealed class SpliceSource : ISubBufferSource
{
    private readonly ISyscalls _syscalls;
    private readonly FileDescriptor _file, _read, _write;
    private int _inPipe;

    public SpliceSource(ISyscalls syscalls, string path)
    {
        _syscalls = syscalls;
        syscalls.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK, out FileDescriptor? file);
        syscalls.Pipe(out FileDescriptor? read, out FileDescriptor? write);
        (_file, _read, _write) = (file!, read!, write!);
    }

    public FileDescriptor WaitOn => _file;

    public int Take(Span<byte> page)
    {
        if (_inPipe == 0)
        {
            int moved = _syscalls.Splice(_file, _write, 16 * page.Length);
            // splice moves whole sub-buffers only; the last one, not full, is read
            if (moved <= 0) return Math.Max(_syscalls.Read(_file, page), 0);
            _inPipe = moved;
        }

        int count = _syscalls.Read(_read, page);
        _inPipe -= Math.Max(count, 0);
        return Math.Max(count, 0);
    }

    public void Dispose()
    {
        _file.Dispose();
        _read.Dispose();
        _write.Dispose();
    }
}
