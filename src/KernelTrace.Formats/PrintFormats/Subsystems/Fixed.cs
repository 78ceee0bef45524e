using System.Buffers.Binary;

namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Numbers at places of a byte array; zero where the array ends before them.</summary>
internal static class Fixed
{
    public static byte Byte(ReadOnlySpan<byte> bytes, int at) => at < bytes.Length ? bytes[at] : (byte)0;

    public static ushort Little16(ReadOnlySpan<byte> bytes, int at) => (ushort)(Byte(bytes, at) | Byte(bytes, at + 1) << 8);

    public static uint Little32(ReadOnlySpan<byte> bytes, int at) => Little16(bytes, at) | (uint)Little16(bytes, at + 2) << 16;

    public static ulong Little64(ReadOnlySpan<byte> bytes, int at) => Little32(bytes, at) | (ulong)Little32(bytes, at + 4) << 32;

    public static ushort Big16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReverseEndianness(Little16(bytes, at));

    public static uint Big32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReverseEndianness(Little32(bytes, at));

    public static ulong Big64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReverseEndianness(Little64(bytes, at));

    /// <summary>Bits of a 32-bit number.</summary>
    public static uint Bits(uint value, int shift, int width) => value >> shift & ((1u << width) - 1);

    /// <summary>One of several texts; another where there are not so many, or an empty one stands for none.</summary>
    public static string Of(ReadOnlySpan<string> texts, uint index, string otherwise) =>
        index < texts.Length && texts[(int)index].Length > 0 ? texts[(int)index] : otherwise;
}
