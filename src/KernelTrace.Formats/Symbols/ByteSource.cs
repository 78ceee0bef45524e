namespace KernelTrace.Formats.Symbols;

/// <summary>Bytes that are asked for where they are needed: a file of which only parts are read.</summary>
public abstract class ByteSource
{
    /// <summary>Reads bytes; fewer than asked for at the end, none behind it or where they cannot be read.</summary>
    /// <param name="offset">Bytes from the start.</param>
    /// <param name="buffer">Filled from its start.</param>
    /// <returns>How many were read.</returns>
    public abstract int Read(long offset, Span<byte> buffer);

    /// <summary>Bytes in memory.</summary>
    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new Memory(bytes);

    /// <summary>Reads a part that a hostile header may claim to be of any size: memory is taken as bytes come.</summary>
    /// <param name="offset">Bytes from the start.</param>
    /// <param name="length">Bytes; none for a number below 1.</param>
    /// <returns>The bytes; fewer where the source ends.</returns>
    public ReadOnlyMemory<byte> ReadPart(long offset, long length)
    {
        const int FirstPart = 1 << 20;
        if (offset < 0 || length <= 0) return default;
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, FirstPart));
        int done = 0;
        while (true)
        {
            int count = Read(offset + done, bytes.AsSpan(done));
            done += count;
            if (done < bytes.Length || done == length) return bytes.AsMemory(0, done);
            Array.Resize(ref bytes, (int)Math.Min(length, Math.Min(bytes.Length * 2L, Array.MaxLength)));
            if (done == bytes.Length) return bytes;
        }
    }

    private sealed class Memory(ReadOnlyMemory<byte> bytes) : ByteSource
    {
        public override int Read(long offset, Span<byte> buffer)
        {
            if (offset < 0 || offset >= bytes.Length) return 0;
            ReadOnlySpan<byte> from = bytes.Span[(int)offset..];
            int count = Math.Min(from.Length, buffer.Length);
            from[..count].CopyTo(buffer);
            return count;
        }
    }
}
