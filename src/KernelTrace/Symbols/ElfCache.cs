using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>The files that were read last, by what they are and when they were written. Old ones go when there are too many
/// or they take too much memory.</summary>
internal sealed class ElfCache(ISyscalls syscalls, int mostFiles = 256, long mostBytes = 256 << 20)
{
    private readonly Dictionary<FileStatus, LinkedListNode<(FileStatus Key, ElfImage Image)>> _files = [];
    private readonly LinkedList<(FileStatus Key, ElfImage Image)> _byUse = []; // the one used last goes first
    private long _bytes;

    public int Count => _files.Count;

    /// <summary>The file at a path, whose status was just asked for.</summary>
    public ElfImage Get(string path, FileStatus status)
    {
        if (_files.TryGetValue(status, out var node))
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Image;
        }

        // whatever it has become since: never wait for a pipe, never get a terminal
        if (syscalls.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOCTTY, out FileDescriptor? descriptor) < 0)
            return ElfImage.None;
        ElfImage image;
        using (descriptor) image = ElfImage.Read(new FileSource(syscalls, descriptor!));
        _files[status] = _byUse.AddFirst((status, image));
        _bytes += image.MemorySize;
        while (_files.Count > 1 && (_files.Count > mostFiles || _bytes > mostBytes))
        {
            (FileStatus oldest, ElfImage gone) = _byUse.Last!.Value;
            _byUse.RemoveLast();
            _files.Remove(oldest);
            _bytes -= gone.MemorySize;
        }

        return image;
    }
}
