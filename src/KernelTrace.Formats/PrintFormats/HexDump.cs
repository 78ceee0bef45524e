using System.Buffers.Binary;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Rows of bytes in hex, with a prefix and, where asked for, their characters.</summary>
/// <remarks>Source: <c>hex_dump_to_buffer</c>, <c>lib/hexdump.c</c>; <c>trace_print_hex_dump_seq</c>.</remarks>
internal static class HexDump
{
    private const long PrefixAddress = 1, PrefixOffset = 2;

    public static void Write(PrintOutput output, string prefix, long kind, long row, long group, ReadOnlySpan<byte> bytes, bool ascii)
    {
        int width = row == 32 ? 32 : 16;
        int size = group is 2 or 4 or 8 ? (int)group : 1;
        output.Append('\n');
        for (int at = 0; at < bytes.Length && !output.IsFull; at += width)
        {
            ReadOnlySpan<byte> line = bytes[at..Math.Min(at + width, bytes.Length)];
            output.Append(prefix);
            if (kind is PrefixAddress or PrefixOffset)
            {
                output.AppendHex((ulong)at, 8);
                output.Append(": ");
            }

            Row(output, line, width, line.Length % size == 0 ? size : 1, ascii);
            output.Append('\n');
        }
    }

    private static void Row(PrintOutput output, ReadOnlySpan<byte> line, int width, int size, bool ascii)
    {
        int start = output.Length;
        for (int i = 0; i < line.Length; i += size)
        {
            if (i > 0) output.Append(' ');
            output.AppendHex(size switch
            {
                1 => line[i],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(line[i..]),
                4 => BinaryPrimitives.ReadUInt32LittleEndian(line[i..]),
                _ => BinaryPrimitives.ReadUInt64LittleEndian(line[i..]),
            }, size * 2);
        }

        if (!ascii) return;
        output.Pad(start, width * 2 + width / size + 1, true);
        foreach (byte value in line) output.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
    }
}
