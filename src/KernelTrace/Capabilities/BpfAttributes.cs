using System.Runtime.InteropServices;

namespace KernelTrace.Capabilities;

/// <summary>A <c>union bpf_attr</c> (<c>include/uapi/linux/bpf.h</c>), field by field at its offset. What a field points to
/// lives as long as this object.</summary>
internal sealed class BpfAttributes(int size)
{
    private readonly byte[] _bytes = new byte[size];
    private readonly List<byte[]> _pinned = [];

    /// <summary>The union. An older kernel takes one longer than its own as long as the rest is 0.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    public BpfAttributes Set(int offset, int value)
    {
        MemoryMarshal.Write(_bytes.AsSpan(offset), in value);
        return this;
    }

    /// <summary>Sets a field to bytes.</summary>
    public BpfAttributes Copy(int offset, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(offset));
        return this;
    }

    /// <summary>Sets a field to the address of bytes.</summary>
    public BpfAttributes Point(int offset, ReadOnlySpan<byte> bytes) => Set(offset, Pin(bytes));

    /// <summary>Sets a field to the address of a list with one address in it, that of bytes.</summary>
    public BpfAttributes PointToList(int offset, ReadOnlySpan<byte> bytes)
    {
        long address = Pin(bytes);
        return Point(offset, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in address)));
    }

    /// <summary>Sets a field to the address of bytes that the kernel writes.</summary>
    public BpfAttributes Point(int offset, int length, out byte[] written)
    {
        Set(offset, Pin(new byte[length]));
        written = _pinned[^1];
        return this;
    }

    private BpfAttributes Set(int offset, long value)
    {
        MemoryMarshal.Write(_bytes.AsSpan(offset), in value);
        return this;
    }

    private long Pin(ReadOnlySpan<byte> bytes)
    {
        byte[] pinned = GC.AllocateArray<byte>(Math.Max(1, bytes.Length), pinned: true);
        bytes.CopyTo(pinned);
        _pinned.Add(pinned);
        return Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
    }
}
