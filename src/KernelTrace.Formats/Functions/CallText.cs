using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Functions;

/// <summary>A call in the layout of the kernel's function graph.</summary>
/// <remarks>Source: <c>print_graph_entry_leaf</c>, <c>print_graph_entry_nested</c>, <c>print_graph_return</c>,
/// <c>kernel/trace/trace_functions_graph.c</c>.</remarks>
internal static class CallText
{
    private const string NoDuration = "              |  ";

    public static string Write(KFunctionCall call)
    {
        PrintOutput output = PrintOutput.Rent();
        try
        {
            Write(output, call);
            output.Cut(output.Length - 1);
            return output.Take();
        }
        finally
        {
            output.Release();
        }
    }

    private static void Write(PrintOutput output, KFunctionCall call)
    {
        if (output.IsFull) return;
        bool leaf = call.Children.Count == 0;
        if (leaf && call.DurationNs is long own) GraphText.WriteDuration(output, (ulong)own);
        else output.Append(NoDuration);
        Indent(output, call);
        output.Append(call.Words);
        if (leaf)
        {
            output.Append(';');
            End(output, call);
            return;
        }

        output.Append(" {\n");
        foreach (KFunctionCall child in call.Children) Write(output, child);
        if (call.OmittedChildren > 0)
        {
            output.Append(NoDuration);
            Indent(output, call);
            output.Write($"  /* {call.OmittedChildren} more calls */\n");
        }

        if (call.DurationNs is long all) GraphText.WriteDuration(output, (ulong)all);
        else output.Append(NoDuration);
        Indent(output, call);
        output.Append('}');
        End(output, call);
    }

    private static void End(PrintOutput output, KFunctionCall call)
    {
        if (call.Return is object value)
        {
            output.Append(" /* = ");
            output.Append(call.ReturnError is string error ? $"-{error}" : value is KernelAddress ? $"{value}" : FormattableString.Invariant($"{value}"));
            output.Append(" */");
        }

        if (call.Unfinished) output.Append(" /* no end */");
        if (call.EntryLost) output.Append(" /* no entry */");
        output.Append('\n');
    }

    private static void Indent(PrintOutput output, KFunctionCall call) => output.Append(' ', Math.Min(call.Depth, 1000) * 2);
}
