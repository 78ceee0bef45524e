using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using KernelTrace.Formats.PrintFormats;

namespace KernelTrace.Formats.Words;

/// <summary><c>trace_printk</c> with a constant format: the record holds the format's address and the arguments.</summary>
/// <remarks>
/// The arguments as <c>vbin_printf</c> packs them: a number in 32 bits or, for the longer types, in 64 at the next
/// multiple of 4 bytes; <c>%c</c> in one byte and, before 6.14, <c>hh</c> and <c>h</c> in 1 and 2; a string up to its NUL; a pointer in 64 bits, except for
/// the extensions whose text was made when the event happened, which are strings. Source: <c>vbin_printf</c>,
/// <c>bstr_printf</c>, <c>lib/vsprintf.c</c>.
/// </remarks>
internal static class BinaryPrint
{
    private const int MostFormats = 4096;

    private static readonly Version _wide = new(6, 14);

    /// <summary>Writes an entry.</summary>
    /// <param name="frame">The record.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="formats">The formats that were met, by address.</param>
    public static void Write(in PrintFrame frame, EntryFields fields, ConcurrentDictionary<ulong, object[]> formats)
    {
        StackText.WriteName(frame, fields.Number(frame, "ip"));
        frame.Output.Append(": ");
        int start = frame.Output.Length;
        ulong address = fields.Number(frame, "fmt");
        if (!formats.TryGetValue(address, out object[]? pieces) && frame.Facts.TryFindText(address, out string? format))
        {
            pieces = [.. FormatString.Parse(format)];
            if (formats.Count < MostFormats) formats.TryAdd(address, pieces);
        }

        if (pieces is not null) WriteArguments(frame, pieces, fields.Bytes(frame, "buf"));
        else
        {
            // without its format the arguments are all there is
            frame.Output.Append("0x");
            frame.Output.AppendHex(address);
            frame.Output.Append(' ');
            BytePointers.WriteHex(frame.Output, fields.Bytes(frame, "buf"), null);
        }

        FtraceWords.EndLine(frame.Output, start);
    }

    private static void WriteArguments(in PrintFrame frame, object[] pieces, ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        int least = frame.Facts.Release is Version release && release < _wide ? 1 : 4;
        foreach (object piece in pieces)
        {
            if (frame.Output.IsFull) return;
            if (piece is string text)
            {
                frame.Output.Append(text);
                continue;
            }

            var conversion = (Conversion)piece;
            int width = conversion.Width == Conversion.Star ? Conversion.Clamp(Number(bytes, ref at, 4)) : conversion.Width;
            int precision = conversion.Precision == Conversion.Star ? Math.Max(Conversion.Clamp(Number(bytes, ref at, 4)), -1) : conversion.Precision;
            int start = frame.Output.Length;
            switch (conversion.Kind)
            {
                case 's':
                    AppendString(frame.Output, bytes, ref at, precision);
                    frame.Output.Pad(start, Math.Abs(width), conversion.Left || width < -1);
                    break;
                case 'c':
                    frame.Output.Append((char)(byte)Number(bytes, ref at, 1));
                    frame.Output.Pad(start, Math.Abs(width), conversion.Left || width < -1);
                    break;
                case 'p' when IsText(conversion.Pointer):
                    AppendString(frame.Output, bytes, ref at, -1);
                    break;
                case 'p':
                    PointerFormats.Find(conversion.Pointer)(frame, new ConstantTerm(CType.ULong, Number(bytes, ref at, 8)), conversion, width);
                    break;
                default:
                    KernelNumber.Write(frame.Output, conversion, Number(bytes, ref at, Math.Max(conversion.Bytes, least)), width, precision);
                    break;
            }
        }
    }

    /// <summary>Extensions that look at memory were printed when it was still there.</summary>
    private static bool IsText(string extension) => extension.Length > 0 && extension[0] is not ('S' or 's' or 'x' or 'K' or 'e');

    private static long Number(ReadOnlySpan<byte> bytes, ref int at, int size)
    {
        int alignment = Math.Min(size, 4);
        at = (at + alignment - 1) / alignment * alignment;
        if (at + size > bytes.Length)
        {
            at = bytes.Length;
            return 0;
        }

        ReadOnlySpan<byte> value = bytes[at..];
        at += size;
        return size switch
        {
            1 => value[0],
            2 => MemoryMarshal.Read<ushort>(value),
            4 => MemoryMarshal.Read<int>(value),
            _ => MemoryMarshal.Read<long>(value),
        };
    }

    private static void AppendString(PrintOutput output, ReadOnlySpan<byte> bytes, ref int at, int precision)
    {
        ReadOnlySpan<byte> rest = bytes[Math.Min(at, bytes.Length)..];
        int nul = rest.IndexOf((byte)0);
        ReadOnlySpan<byte> text = nul < 0 ? rest : rest[..nul];
        at += nul < 0 ? rest.Length : nul + 1;
        output.AppendText(precision >= 0 && precision < text.Length ? text[..precision] : text);
    }
}
