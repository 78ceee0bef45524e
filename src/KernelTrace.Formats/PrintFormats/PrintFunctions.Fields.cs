using KernelTrace.Formats.Events;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Functions that reach into the record: text, arrays and masks whose place is in the record.</summary>
/// <remarks>Source: <c>include/trace/stages/stage3_trace_output.h</c>.</remarks>
internal static partial class PrintFunctions
{
    private static void AddFields(Dictionary<string, PrintFunction> functions)
    {
        foreach (string rel in (string[])["", "rel_"])
        {
            functions[$"__get_{rel}str"] = Located;
            functions[$"__get_{rel}dynamic_array"] = Located;
            functions[$"__get_{rel}sockaddr"] = Located;
            functions[$"__get_{rel}dynamic_array_len"] = (compiler, call) => new LengthTerm(compiler.Field(Syntax(compiler, call, 0)));
            functions[$"__get_{rel}bitmask"] = Bitmask;
            functions[$"__get_{rel}cpumask"] = Bitmask;
            functions[$"__get_{rel}stacktrace"] = StackTrace;
        }

        // a string that may hold anything is printed with what is not printable escaped
        functions["__trace_print_untrusted_str"] = (compiler, call) =>
        {
            Term text = Argument(compiler, call, 1), length = Argument(compiler, call, 2);
            return Written((in PrintFrame frame) => Untrusted(frame, text, length));
        };
        functions["trace_seq_buffer_ptr"] = (_, _) => new LiteralTerm("");
        functions["trace_seq_printf"] = (compiler, call) =>
        {
            PrintProgram program = compiler.Program(compiler.Text(Syntax(compiler, call, 1)), call.Arguments.AsSpan(2));
            return Written((in PrintFrame frame) => program.Write(frame));
        };
        functions["trace_seq_puts"] = (compiler, call) =>
        {
            Term text = Argument(compiler, call, 1);
            return Written((in PrintFrame frame) => text.Write(frame, -1));
        };
        functions["trace_seq_putc"] = (compiler, call) =>
        {
            Term character = Argument(compiler, call, 1);
            return Written((in PrintFrame frame) => frame.Output.Append((char)(byte)character.Number(frame)));
        };
    }

    private static Term Located(PrintCompiler compiler, CallSyntax call) => compiler.Located(Syntax(compiler, call, 0));

    private static WrittenTerm Bitmask(PrintCompiler compiler, CallSyntax call)
    {
        Term mask = compiler.Located(Syntax(compiler, call, 0));
        return Written((in PrintFrame frame) =>
        {
            ReadOnlySpan<byte> bytes = mask.Bytes(frame);
            BytePointers.WriteBitmap(frame.Output, bytes, bytes.Length * 8);
        });
    }

    private static WrittenTerm StackTrace(PrintCompiler compiler, CallSyntax call)
    {
        FieldFormat field = compiler.Field(Syntax(compiler, call, 0));
        return Written((in PrintFrame frame) => StackText.WriteSynthetic(frame, Records.FieldReader.Bytes(field, frame.Record)));
    }

    private static void Untrusted(in PrintFrame frame, Term text, Term length)
    {
        ReadOnlySpan<byte> bytes = text.Bytes(frame);
        int count = (int)Math.Clamp(length.Number(frame), 0, bytes.Length);
        bytes = bytes[..count];
        int nul = bytes.IndexOf((byte)0);
        if (nul >= 0) bytes = bytes[..nul];
        foreach (byte value in bytes) BytePointers.WriteUntrusted(frame.Output, value);
    }
}
