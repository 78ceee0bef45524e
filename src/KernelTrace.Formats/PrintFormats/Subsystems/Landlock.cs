namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>What each layer of a Landlock domain grants: <c>{execute|read_file,,read_dir}</c>.</summary>
/// <remarks>Source: <c>__trace_landlock_print_layers</c>, <c>include/trace/events/landlock.h</c>.</remarks>
internal static class Landlock
{
    public static void Add(FunctionTable table) => table.Add("__trace_landlock_print_layers", (compiler, call) =>
    {
        Term layers = FunctionTable.Argument(compiler, call, 1), count = FunctionTable.Argument(compiler, call, 2);
        NameTable names = PrintFunctions.Table(compiler, call with { Arguments = call.Arguments[..Math.Min(call.Arguments.Length, 4)] }, 3);
        var at = new CastTerm(CType.PointerTo(layers.Type.Element is { IsInteger: true } element ? element : CType.UInt), layers);
        return new WrittenTerm((in PrintFrame frame) => Write(frame, at, count.Number(frame), names));
    });

    private static void Write(in PrintFrame frame, Term layers, long count, NameTable names)
    {
        ReadOnlySpan<byte> bytes = layers.Bytes(frame);
        CType type = layers.Type.Element!;
        frame.Output.Append('{');
        for (int i = 0; i < Math.Min(count, bytes.Length / type.Size); i++)
        {
            if (i > 0) frame.Output.Append(',');
            names.WriteFlags(frame.Output, (ulong)LoadTerm.Load(bytes, i * type.Size, type), "|");
        }

        frame.Output.Append('}');
    }
}
