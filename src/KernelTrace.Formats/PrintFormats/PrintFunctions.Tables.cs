namespace KernelTrace.Formats.PrintFormats;

/// <summary>Numbers with names: <c>__print_flags</c> and <c>__print_symbolic</c>.</summary>
/// <remarks>Source: <c>trace_print_flags_seq</c>, <c>trace_print_symbols_seq</c>, <c>kernel/trace/trace_output.c</c>.</remarks>
internal static partial class PrintFunctions
{
    private static void AddTables(Dictionary<string, PrintFunction> functions)
    {
        functions["__print_flags"] = Flags;
        functions["__print_flags_u64"] = Flags;
        functions["__print_symbolic"] = Symbolic;
        functions["__print_symbolic_u64"] = Symbolic;
    }

    private static WrittenTerm Flags(PrintCompiler compiler, CallSyntax call)
    {
        Term value = Argument(compiler, call, 0);
        string separator = compiler.Text(Syntax(compiler, call, 1));
        NameTable table = Table(compiler, call, 2);
        return Written((in PrintFrame frame) => table.WriteFlags(frame.Output, (ulong)value.Number(frame), separator));
    }

    private static WrittenTerm Symbolic(PrintCompiler compiler, CallSyntax call)
    {
        Term value = Argument(compiler, call, 0);
        NameTable table = Table(compiler, call, 1);
        return Written((in PrintFrame frame) => table.WriteSymbol(frame.Output, (ulong)value.Number(frame)));
    }

    /// <summary>The table of a call: <c>{ value, "name" }, ...</c>, or one that a block declares.</summary>
    public static NameTable Table(PrintCompiler compiler, CallSyntax call, int from)
    {
        ReadOnlySpan<PrintSyntax> items = call.Arguments.AsSpan(Math.Min(from, call.Arguments.Length));
        if (items.Length == 1 && compiler.Table(items[0]) is ListSyntax { Items: [ListSyntax, ..] } list) items = list.Items;
        var names = new List<(ulong, string)>();
        foreach (PrintSyntax item in items)
        {
            // the kernel closes a table with { -1, NULL }; an empty pair does so too
            if (item is not ListSyntax { Items: [PrintSyntax value, TextSyntax or CallSyntax or ConditionalSyntax] pair })
            {
                if (item is ListSyntax { Items: [] } or ListSyntax { Items: [_, NameSyntax { Name: "NULL" } or NumberSyntax or CastSyntax] }) break;
                throw compiler.Error(item, "a pair { value, \"name\" } is expected here");
            }

            names.Add(((ulong)compiler.Constant(value), compiler.Text(pair[1])));
        }

        return new NameTable(names);
    }
}
