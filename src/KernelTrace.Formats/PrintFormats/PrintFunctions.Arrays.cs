using System.Buffers.Binary;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Arrays and bytes: <c>__print_array</c>, <c>__print_hex</c>, <c>__print_hex_dump</c>.</summary>
/// <remarks>Source: <c>trace_print_hex_seq</c>, <c>trace_print_array_seq</c>, <c>trace_print_hex_dump_seq</c>,
/// <c>kernel/trace/trace_output.c</c>.</remarks>
internal static partial class PrintFunctions
{
    private static void AddArrays(Dictionary<string, PrintFunction> functions)
    {
        functions["__print_hex"] = (compiler, call) => Hex(compiler, call, ' ');
        functions["__print_hex_str"] = (compiler, call) => Hex(compiler, call, null);
        functions["__print_array"] = (compiler, call) =>
        {
            Term array = Argument(compiler, call, 0), count = Argument(compiler, call, 1), size = Argument(compiler, call, 2);
            return Written((in PrintFrame frame) => WriteArray(frame.Output, array.Bytes(frame), count.Number(frame), size.Number(frame)));
        };
        functions["__print_dynamic_array"] = (compiler, call) =>
        {
            Term array = compiler.Located(Syntax(compiler, call, 0)), size = Argument(compiler, call, 1);
            return Written((in PrintFrame frame) => WriteArray(frame.Output, array.Bytes(frame), long.MaxValue, size.Number(frame)));
        };
        functions["__print_hex_dump"] = (compiler, call) =>
        {
            string prefix = compiler.Text(Syntax(compiler, call, 0));
            Term kind = Argument(compiler, call, 1), row = Argument(compiler, call, 2), group = Argument(compiler, call, 3);
            Term bytes = Argument(compiler, call, 4), length = Argument(compiler, call, 5), ascii = Argument(compiler, call, 6);
            return Written((in PrintFrame frame) => HexDump.Write(frame.Output, prefix, kind.Number(frame), row.Number(frame),
                group.Number(frame), Limited(bytes.Bytes(frame), length.Number(frame)), ascii.Number(frame) != 0));
        };
    }

    private static WrittenTerm Hex(PrintCompiler compiler, CallSyntax call, char? separator)
    {
        Term bytes = Argument(compiler, call, 0), length = Argument(compiler, call, 1);
        return Written((in PrintFrame frame) =>
            BytePointers.WriteHex(frame.Output, Limited(bytes.Bytes(frame), (int)length.Number(frame)), separator));
    }

    private static ReadOnlySpan<byte> Limited(ReadOnlySpan<byte> bytes, long length) =>
        bytes[..(int)Math.Clamp(length, 0, bytes.Length)];

    private static void WriteArray(PrintOutput output, ReadOnlySpan<byte> bytes, long count, long size)
    {
        if (size is not (1 or 2 or 4 or 8)) size = 1;
        output.Append('{');
        count = Math.Min(count, bytes.Length / size);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> at = bytes[(int)(i * size)..];
            output.Append(i == 0 ? "0x" : ",0x");
            output.AppendHex(size switch
            {
                1 => at[0],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(at),
                4 => BinaryPrimitives.ReadUInt32LittleEndian(at),
                _ => BinaryPrimitives.ReadUInt64LittleEndian(at),
            });
        }

        output.Append('}');
    }
}
