using System.Buffers.Binary;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Bytes: <c>%pU</c>, <c>%*ph</c>, <c>%*pb</c>, <c>%*pE</c>, <c>%p4cc</c>.</summary>
/// <remarks>Source: <c>uuid_string</c>, <c>hex_string</c>, <c>bitmap_string</c>, <c>escaped_string</c>,
/// <c>fourcc_string</c>, <c>lib/vsprintf.c</c>.</remarks>
internal static class BytePointers
{
    private static readonly byte[] _bigEndian = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    private static readonly byte[] _littleEndian = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

    public static DataWriter Uuid(string extension)
    {
        char variant = extension.Length > 1 ? extension[1] : 'b';
        byte[] order = variant is 'l' or 'L' ? _littleEndian : _bigEndian;
        bool upper = variant is 'L' or 'B';
        return (output, bytes, _) =>
        {
            for (int i = 0; i < 16; i++)
            {
                if (i is 4 or 6 or 8 or 10) output.Append('-');
                byte value = bytes[order[i]];
                string digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
                output.Append(digits[value >> 4]);
                output.Append(digits[value & 0xf]);
            }
        };
    }

    /// <summary>The width is the number of bytes: 1 where there is none, 64 at most.</summary>
    public static DataWriter Hex(string extension)
    {
        char variant = extension.Length > 1 ? extension[1] : ' ';
        char? separator = variant switch { 'C' => ':', 'D' => '-', 'N' => null, _ => ' ' };
        return (output, bytes, width) => WriteHex(output, bytes[..Math.Min(bytes.Length, width < 0 ? 1 : Math.Min(width, 64))], separator);
    }

    /// <summary>Two digits a byte.</summary>
    public static void WriteHex(PrintOutput output, ReadOnlySpan<byte> bytes, char? separator)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (i > 0 && separator is char mark) output.Append(mark);
            output.AppendHex(bytes[i], 2);
        }
    }

    /// <summary>The width is the number of bits.</summary>
    public static DataWriter Bitmap(string extension) => extension.Length > 1 && extension[1] == 'l' ? WriteBitList : WriteBitmap;

    /// <summary>Groups of 32 bits, the highest first.</summary>
    public static void WriteBitmap(PrintOutput output, ReadOnlySpan<byte> bytes, int bits)
    {
        bits = Math.Clamp(bits, 0, bytes.Length * 8);
        int group = bits % 32 == 0 ? 32 : bits % 32;
        for (int at = (bits - 1) / 32 * 32; bits > 0 && at >= 0; at -= 32, group = 32)
        {
            uint value = 0;
            for (int i = 0; i < 4 && at / 8 + i < bytes.Length; i++) value |= (uint)bytes[at / 8 + i] << (8 * i);
            if (group < 32) value &= (1u << group) - 1;
            output.AppendHex(value, (group + 3) / 4);
            if (at > 0) output.Append(',');
        }
    }

    private static void WriteBitList(PrintOutput output, ReadOnlySpan<byte> bytes, int bits)
    {
        bits = Math.Clamp(bits, 0, bytes.Length * 8);
        bool any = false;
        for (int i = 0; i < bits; i++)
        {
            if (!Set(bytes, i)) continue;
            int last = i;
            while (last + 1 < bits && Set(bytes, last + 1)) last++;
            if (any) output.Append(',');
            any = true;
            output.AppendDecimal((ulong)i);
            if (last > i)
            {
                output.Append('-');
                output.AppendDecimal((ulong)last);
            }

            i = last;
        }

        static bool Set(ReadOnlySpan<byte> bytes, int bit) => (bytes[bit / 8] >> (bit % 8) & 1) != 0;
    }

    /// <summary>What cannot be printed is escaped; the width is the number of bytes.</summary>
    public static void Escaped(PrintOutput output, ReadOnlySpan<byte> bytes, int width)
    {
        if (width == 0) return;
        foreach (byte value in bytes[..Math.Min(bytes.Length, width < 0 ? 1 : width)]) Escape(output, value);
    }

    private static void Escape(PrintOutput output, byte value)
    {
        switch (value)
        {
            case >= 0x20 and < 0x7f: output.Append((char)value); break;
            case 0: output.Append("\\0"); break;
            case 7: output.Append("\\a"); break;
            case 9: output.Append("\\t"); break;
            case 10: output.Append("\\n"); break;
            case 11: output.Append("\\v"); break;
            case 12: output.Append("\\f"); break;
            case 13: output.Append("\\r"); break;
            case 27: output.Append("\\e"); break;
            default:
                output.Append('\\');
                output.Append((char)('0' + (value >> 6)));
                output.Append((char)('0' + (value >> 3 & 7)));
                output.Append((char)('0' + (value & 7)));
                break;
        }
    }

    /// <summary>A byte of a string that a user chose: quotes and backslashes are escaped too.</summary>
    public static void WriteUntrusted(PrintOutput output, byte value)
    {
        if (value is (byte)'"' or (byte)'\\')
        {
            output.Append('\\');
            output.Append((char)value);
        }
        else Escape(output, value);
    }

    public static void PhysicalAddress(PrintOutput output, ReadOnlySpan<byte> bytes, int width)
    {
        output.Append("0x");
        output.AppendHex(BinaryPrimitives.ReadUInt64LittleEndian(bytes), 16);
    }

    /// <summary>A pixel format, <c>cc</c>, as <c>XR24 little-endian (0x34325258)</c>; for the other letters only the
    /// characters and the number.</summary>
    public static DataWriter FourCharacterCode(string extension)
    {
        char variant = extension.Length > 2 ? extension[2] : 'c';
        return (output, bytes, _) =>
        {
            uint value = variant is 'b' or 'r' && BitConverter.IsLittleEndian
                ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint characters = variant == 'c' ? value & ~(1u << 31) : value;
            for (int i = 0; i < 4; i++)
            {
                // a number keeps its highest byte in front
                byte c = (byte)(characters >> (variant == 'c' ? 8 * i : 24 - 8 * i));
                output.Append(c is >= 0x20 and < 0x7f ? (char)c : '.');
            }

            if (variant == 'c') output.Append((value & 1u << 31) != 0 ? " big-endian" : " little-endian");
            output.Append(" (0x");
            output.AppendHex(value, 8);
            output.Append(')');
        };
    }
}
