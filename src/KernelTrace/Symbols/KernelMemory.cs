using System.Buffers.Binary;
using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>The kernel's memory, for the few variables that say where it put things: <c>/proc/kcore</c>, an ELF core file
/// whose program headers tell at which offset which addresses are. Not found without CONFIG_PROC_KCORE, without root, and
/// where the kernel is locked down.</summary>
/// <remarks>Source: <c>fs/proc/kcore.c</c>.</remarks>
internal sealed class KernelMemory(ISyscalls syscalls)
{
    private const string Kcore = "/proc/kcore";

    /// <summary>Reads a variable.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="size">1, 2, 4 or 8 bytes.</param>
    /// <param name="value">What it is now.</param>
    public bool TryRead(ulong address, int size, out ulong value)
    {
        value = 0;
        if (syscalls.Open(Kcore, Libc.O_RDONLY, out FileDescriptor? descriptor) < 0) return false;
        using (descriptor)
        {
            var source = new FileSource(syscalls, descriptor!);
            try
            {
                // memory comes and goes, and so do the headers: they are read each time
                ElfFile core = ElfFile.Read(source);
                Span<byte> bytes = stackalloc byte[8];
                if (!core.TryFindOffset(address, out long offset) || source.Read(offset, bytes[..size]) != size) return false;
                // the kernel's own byte order is ours
                value = BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(bytes)
                    : BinaryPrimitives.ReadUInt64BigEndian(bytes) >> (8 - size) * 8;
                return true;
            }
            catch (ElfException)
            {
                return false;
            }
        }
    }
}
