using System.Buffers.Binary;

namespace KernelTrace.Formats.Symbols;

/// <summary>Numbers of an ELF file, in its byte order; a word is 4 or 8 bytes by its class.</summary>
internal readonly record struct ElfWords(bool Is64, bool BigEndian)
{
    public int WordSize => Is64 ? 8 : 4;

    public ushort U16(ReadOnlySpan<byte> at) =>
        BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    public uint U32(ReadOnlySpan<byte> at) =>
        BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    public ulong Word(ReadOnlySpan<byte> at) => !Is64 ? U32(at)
        : BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at);
}
