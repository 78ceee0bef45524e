namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Control packets of Thunderbolt and USB4.</summary>
/// <remarks>
/// <code>
/// 0              4          8
/// | route 53:32  | route 31:0 | offset:13 length:6 port:6 space:2 seq:2     read, write
///                             | error:8 port:6 reserved:16 plug:2           error
///                             | port:6 zero:25 unplug:1                     event
/// </code>
/// Source: <c>show_data</c>, <c>drivers/thunderbolt/trace.h</c>; <c>tb_msgs.h</c>.
/// </remarks>
internal static class Thunderbolt
{
    public static void Add(FunctionTable table) => table.Add("show_data", (compiler, call) =>
    {
        Term type = FunctionTable.Argument(compiler, call, 1), data = FunctionTable.Argument(compiler, call, 2), count = FunctionTable.Argument(compiler, call, 3);
        return new WrittenTerm((in PrintFrame frame) => Write(frame.Output, (byte)type.Number(frame), data.Bytes(frame), (uint)count.Number(frame)));
    });

    private static void Write(PrintOutput output, byte type, ReadOnlySpan<byte> data, uint count)
    {
        uint word = Fixed.Little32(data, 8);
        if (type is 10 or 11 or 12) output.Append("route=0, ");
        else output.Write($"route={(ulong)(Fixed.Little32(data, 0) & 0x3fffff) << 32 | Fixed.Little32(data, 4):x}, ");
        switch (type)
        {
            case 1 or 2:
                output.Write($"offset=0x{word & 0x1fff:x}, len={Fixed.Bits(word, 13, 6)}, port={Fixed.Bits(word, 19, 6)}, config=0x{Fixed.Bits(word, 25, 2):x}, seq={Fixed.Bits(word, 27, 2)}, ");
                break;
            case 3:
                output.Write($"error=0x{word & 0xff:x}, port={Fixed.Bits(word, 8, 6)}, plug=0x{word >> 30:x}, ");
                break;
            case 5:
                output.Write($"port={word & 0x3f}, unplug=0x{word >> 31:x}, ");
                break;
        }

        output.Append("data=[");
        for (int i = 0; i < Math.Min(count, data.Length / 4); i++) output.Write($"{(i == 0 ? "" : ", ")}0x{Fixed.Little32(data, i * 4):x8}");
        output.Append(']');
    }
}
