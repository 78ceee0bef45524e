using KernelTrace.Formats.PrintFormats;

namespace KernelTrace.Formats.Words;

/// <summary>The function graph: calls nested by indentation, with the time that each took.</summary>
/// <remarks>Source: <c>print_graph_entry_nested</c>, <c>print_graph_return</c>, <c>print_graph_duration</c>,
/// <c>kernel/trace/trace_functions_graph.c</c>. The kernel joins an entry and the exit that follows it to one line; an
/// event stands for itself, so that here both are there.</remarks>
internal static class GraphText
{
    /// <summary>The kernel's marks of slow calls.</summary>
    private static readonly (ulong Above, char Mark)[] _marks =
        [(1_000_000_000, '$'), (100_000_000, '@'), (10_000_000, '*'), (1_000_000, '#'), (100_000, '!'), (10_000, '+')];

    public static void WriteEntry(in PrintFrame frame, EntryFields fields)
    {
        frame.Output.Append("              |  ");
        Indent(frame, fields);
        StackText.WriteName(frame, fields.Number(frame, "func"));
        frame.Output.Append("() {");
    }

    public static void WriteExit(in PrintFrame frame, EntryFields fields)
    {
        WriteDuration(frame.Output, fields.Number(frame, "rettime") - fields.Number(frame, "calltime"));
        Indent(frame, fields);
        frame.Output.Append("} /* ");
        StackText.WriteName(frame, fields.Number(frame, "func"));
        frame.Output.Append(" */");
    }

    /// <summary>Microseconds with as many digits as seven places hold.</summary>
    public static void WriteDuration(PrintOutput output, ulong nanoseconds)
    {
        char mark = ' ';
        foreach ((ulong above, char slow) in _marks)
        {
            if (nanoseconds <= above) continue;
            mark = slow;
            break;
        }

        output.Append(mark);
        output.Append(' ');
        int start = output.Length;
        output.AppendDecimal(nanoseconds / 1000);
        int whole = output.Length - start;
        if (whole < 7)
        {
            output.Append('.');
            ulong rest = nanoseconds % 1000;
            ReadOnlySpan<char> digits = [(char)('0' + rest / 100), (char)('0' + rest / 10 % 10), (char)('0' + rest % 10)];
            output.Append(digits[..Math.Min(3, 7 - whole)]);
        }

        int written = output.Length - start;
        output.Append(" us ");
        output.Append(' ', 8 - written);
        output.Append("|  ");
    }

    private static void Indent(in PrintFrame frame, EntryFields fields) =>
        frame.Output.Append(' ', (int)Math.Min(fields.Number(frame, "depth"), 1000) * 2);
}
