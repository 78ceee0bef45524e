using System.Buffers;
using System.Text;

namespace KernelTrace.Interop;

/// <summary>Whole reads and single writes of the kernel's control files.</summary>
internal sealed class KernelFile(ISyscalls syscalls)
{
    /// <summary>No control file is larger; a file that goes on and on must not fill the memory.</summary>
    private const int MaxLength = 256 << 20;

    /// <summary>The whole text of a file.</summary>
    /// <exception cref="KernelException">It cannot be opened or read.</exception>
    public string Read(string path)
    {
        int error = TryRead(path, out string text);
        return error == 0 ? text : throw new KernelException("read", path, -error);
    }

    /// <summary>The whole text of a file.</summary>
    /// <returns>0, or -errno.</returns>
    public int TryRead(string path, out string text)
    {
        text = "";
        int error = syscalls.Open(path, Libc.O_RDONLY, out FileDescriptor? descriptor);
        if (error < 0) return error;
        using (descriptor)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
            int length = 0;
            try
            {
                while (true)
                {
                    if (length == buffer.Length)
                    {
                        if (length >= MaxLength) return -Errno.ENOMEM;
                        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                        buffer.AsSpan(0, length).CopyTo(larger);
                        ArrayPool<byte>.Shared.Return(buffer);
                        buffer = larger;
                    }

                    int count = syscalls.Read(descriptor!, buffer.AsSpan(length));
                    if (count == -Errno.EINTR) continue;
                    if (count < 0) return count;
                    if (count == 0) break;
                    length += count;
                }

                text = Encoding.UTF8.GetString(buffer, 0, length);
                return 0;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>The whole of a file as bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">What it holds; empty where it cannot be read.</param>
    /// <param name="expected">How much that may be: memory is taken for it at once, and for more as it comes.</param>
    /// <returns>0, or -errno.</returns>
    public int TryReadBytes(string path, out ReadOnlyMemory<byte> bytes, int expected = 16 << 10)
    {
        bytes = default;
        int error = syscalls.Open(path, Libc.O_RDONLY, out FileDescriptor? descriptor);
        if (error < 0) return error;
        using (descriptor)
        {
            byte[] buffer = GC.AllocateUninitializedArray<byte>(expected);
            int length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length >= MaxLength) return -Errno.ENOMEM;
                    byte[] larger = GC.AllocateUninitializedArray<byte>(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    buffer = larger;
                }

                int count = syscalls.Read(descriptor!, buffer.AsSpan(length));
                if (count == -Errno.EINTR) continue;
                if (count < 0) return count;
                if (count == 0) break;
                length += count;
            }

            bytes = buffer.AsMemory(0, length);
            return 0;
        }
    }

    /// <summary>Writes a text with one write(2), over what the file holds.</summary>
    /// <exception cref="KernelException">It cannot be opened or the kernel refuses the text.</exception>
    public void Write(string path, string text) => Check(path, TryWrite(path, text, Libc.O_TRUNC));

    /// <summary>Writes a text with one write(2), to the end of what the file holds. Definition files are cleared by
    /// a truncating write, so they must be written this way.</summary>
    /// <exception cref="KernelException">It cannot be opened or the kernel refuses the text.</exception>
    public void Append(string path, string text) => Check(path, TryWrite(path, text, Libc.O_APPEND));

    /// <summary>Writes a text with one write(2).</summary>
    /// <returns>0, or -errno.</returns>
    public int TryWrite(string path, string text, int flags = Libc.O_TRUNC)
    {
        int error = syscalls.Open(path, Libc.O_WRONLY | flags, out FileDescriptor? descriptor);
        if (error < 0) return error;
        using (descriptor)
        {
            int written;
            do
            {
                written = syscalls.Write(descriptor!, Encoding.UTF8.GetBytes(text));
            }
            while (written == -Errno.EINTR);
            return Math.Min(written, 0);
        }
    }

    /// <summary>Writes words with one write(2) each, over what the file holds; none empties it. The files that take patterns of
    /// functions take one word of a write, and tell of one that is wrong only where a space ends it.</summary>
    /// <returns>0, or -errno of the opening.</returns>
    public int TryWriteWords(string path, IReadOnlyList<string> words, Action<string, int> refused)
    {
        int error = syscalls.Open(path, Libc.O_WRONLY | Libc.O_TRUNC, out FileDescriptor? descriptor);
        if (error < 0) return error;
        using (descriptor)
        {
            foreach (string word in words)
            {
                int written;
                do
                {
                    written = syscalls.Write(descriptor!, Encoding.UTF8.GetBytes(word + " "));
                }
                while (written == -Errno.EINTR);
                if (written < 0) refused(word, -written);
            }

            return 0;
        }
    }

    private static void Check(string path, int error)
    {
        if (error < 0) throw new KernelException("write", path, -error);
    }
}
