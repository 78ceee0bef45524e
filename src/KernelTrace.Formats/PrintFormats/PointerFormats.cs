using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>The extensions of <c>%p</c>.</summary>
/// <remarks>Source: <c>pointer</c>, <c>lib/vsprintf.c</c>; <c>Documentation/core-api/printk-formats.rst</c>. A plain
/// <c>%p</c> is printed by the kernel as a hash of the address; here, as with its option <c>hash-ptr</c> off, as the
/// address itself.</remarks>
internal static class PointerFormats
{
    /// <summary>The writer of an extension; that of a plain pointer where the extension needs memory of the kernel
    /// that no record holds, such as a <c>struct dentry</c>.</summary>
    public static PointerWriter Find(string extension)
    {
        if (extension.Length == 0) return Plain;
        return extension[0] switch
        {
            'S' or 'F' => Symbol,
            's' or 'f' => SymbolName,
            'B' => Caller,
            'M' or 'm' => Data(6, NetworkPointers.Mac(extension)),
            'I' or 'i' when extension.Length > 1 => extension[1] switch
            {
                '4' => Data(4, NetworkPointers.Ip4(extension)),
                '6' => Data(16, NetworkPointers.Ip6(extension)),
                // an address that was not recorded is of no family
                'S' => Data(2, NetworkPointers.Socket(extension), "(einval)"),
                _ => Plain,
            },
            'U' => Data(16, BytePointers.Uuid(extension)),
            'h' => Data(0, BytePointers.Hex(extension)),
            'b' => Data(0, BytePointers.Bitmap(extension)),
            'E' => Data(0, BytePointers.Escaped),
            'a' => Data(8, BytePointers.PhysicalAddress),
            '4' when extension.StartsWith("4c", StringComparison.Ordinal) => Data(4, BytePointers.FourCharacterCode(extension)),
            'e' => Error,
            _ => Plain,
        };
    }

    /// <summary>All digits of the address.</summary>
    public static void Plain(in PrintFrame frame, Term value, Conversion conversion, int width)
    {
        int start = frame.Output.Length;
        ulong address = (ulong)value.Number(frame);
        bool digits = width < 0 && !conversion.Left;
        frame.Output.AppendHex(address, digits || conversion.Zero ? Math.Min(width < 0 ? 16 : width, Conversion.MaxWidth) : 1);
        if (!digits) frame.Output.Pad(start, Math.Min(Math.Abs(width), Conversion.MaxWidth), conversion.Left);
    }

    /// <summary>An extension that writes bytes which the pointer points to.</summary>
    /// <param name="needed">How many it needs at least.</param>
    /// <param name="write">Writes them; its last argument is the width.</param>
    /// <param name="missing">What stands there where there are fewer.</param>
    private static PointerWriter Data(int needed, DataWriter write, string missing = "") => (in PrintFrame frame, Term value, Conversion conversion, int width) =>
    {
        int start = frame.Output.Length;
        if (!value.IsInRecord)
        {
            // the kernel looks where the address points to when it prints; the record holds the address only
            ulong address = (ulong)value.Number(frame);
            frame.Output.Append(address == 0 ? "(null)" : new KernelAddress(address).ToString());
            return;
        }

        ReadOnlySpan<byte> bytes = value.Bytes(frame);
        if (bytes.Length < needed) frame.Output.Append(missing);
        else write(frame.Output, bytes, width);
        // where the width is no number of bytes or bits, it is a width
        if (needed > 0 && width > 0) frame.Output.Pad(start, width, conversion.Left);
    };

    private static void Symbol(in PrintFrame frame, Term value, Conversion conversion, int width)
    {
        int start = frame.Output.Length;
        WriteSymbol(frame, (ulong)value.Number(frame));
        if (width > 0) frame.Output.Pad(start, width, conversion.Left);
    }

    /// <summary>A symbol with offset and size, or the address.</summary>
    public static void WriteSymbol(in PrintFrame frame, ulong address)
    {
        if (!frame.Facts.TryFindSymbol(address, out KernelSymbol symbol)) WriteAddress(frame, address);
        else WriteOffset(frame, symbol, address);
    }

    /// <summary>A symbol without offset, or the address.</summary>
    public static void WriteSymbolName(in PrintFrame frame, ulong address)
    {
        if (frame.Facts.TryFindSymbol(address, out KernelSymbol symbol)) WriteName(frame, symbol, null);
        else WriteAddress(frame, address);
    }

    private static void SymbolName(in PrintFrame frame, Term value, Conversion conversion, int width)
    {
        int start = frame.Output.Length;
        WriteSymbolName(frame, (ulong)value.Number(frame));
        if (width > 0) frame.Output.Pad(start, width, conversion.Left);
    }

    /// <summary>A return address: the symbol of the call before it.</summary>
    private static void Caller(in PrintFrame frame, Term value, Conversion conversion, int width)
    {
        ulong address = (ulong)value.Number(frame);
        if (frame.Facts.TryFindSymbol(address - 1, out KernelSymbol symbol)) WriteOffset(frame, symbol, address);
        else WriteAddress(frame, address);
    }

    private static void WriteOffset(in PrintFrame frame, KernelSymbol symbol, ulong address) =>
        WriteName(frame, symbol, address - symbol.Address);

    private static void WriteName(in PrintFrame frame, KernelSymbol symbol, ulong? offset)
    {
        frame.Output.Append(symbol.Name);
        if (offset is ulong bytes)
        {
            frame.Output.Append("+0x");
            frame.Output.AppendHex(bytes);
            frame.Output.Append("/0x");
            frame.Output.AppendHex(symbol.Size);
        }

        if (symbol.Module is null) return;
        frame.Output.Append(" [");
        frame.Output.Append(symbol.Module);
        frame.Output.Append(']');
    }

    private static void WriteAddress(in PrintFrame frame, ulong address)
    {
        frame.Output.Append("0x");
        frame.Output.AppendHex(address);
    }

    private static void Error(in PrintFrame frame, Term value, Conversion conversion, int width)
    {
        long number = value.Number(frame);
        if (number is < 0 and >= -4095 && ErrorNames.Find((int)-number) is string name)
        {
            frame.Output.Append('-');
            frame.Output.Append(name);
        }
        else if (number is < 0 and >= -4095) frame.Output.AppendDecimal(number);
        else Plain(frame, value, conversion, width);
    }
}

/// <summary>Writes bytes in the form of an extension of <c>%p</c>.</summary>
internal delegate void DataWriter(PrintOutput output, ReadOnlySpan<byte> bytes, int width);
