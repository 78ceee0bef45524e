using KernelTrace.Formats.Events;
using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Words;

/// <summary>Probes: <c>(vfs_read+0x0/0x370) count=832</c>. The kernel prints where the probe is by symbol, and a string
/// that could not be read as <c>(fault)</c>; the values as the print fmt says.</summary>
/// <remarks>Source: <c>print_kprobe_event</c>, <c>print_kretprobe_event</c>, <c>print_uprobe_event</c>,
/// <c>print_eprobe_event</c>, <c>print_type_string</c>, in <c>kernel/trace/trace_*probe.c</c>.</remarks>
internal static class ProbeWords
{
    private const ulong KernelHalf = 1UL << 63;

    /// <summary>Words for a probe's event; null where the event is something else.</summary>
    /// <exception cref="PrintFormatException">The print fmt cannot be read.</exception>
    public static PrintWriter? Compile(EventFormat format, PrintCompiler compiler)
    {
        string? head = format.Fields switch
        {
            [{ Name: "__probe_ip" }, ..] => "(%lx)",
            [{ Name: "__probe_func" }, { Name: "__probe_ret_ip" }, ..] => "(%lx <- %lx)",
            _ => null,
        };
        string? attached = null;
        bool isEvent = head is null && format.PrintFormat.StartsWith("\" ", StringComparison.Ordinal)
            && compiler.Facts.TryFindAttachedEvent(format.System, format.Name, out attached);
        if (head is null && !isEvent) return null;
        (string text, PrintSyntax[] arguments) = PrintParser.Parse(format.PrintFormat);
        if (head is not null && !text.StartsWith(head, StringComparison.Ordinal)) return null;
        int addresses = head is null ? 0 : head.Length == 5 ? 1 : 2;
        PrintProgram values = Unquoted(compiler.Program(text[(head?.Length ?? 0)..], arguments.AsSpan(addresses)));
        if (isEvent)
        {
            string place = $"({attached})";
            return (in PrintFrame frame) =>
            {
                frame.Output.Append(place);
                values.Write(frame);
            };
        }

        FieldFormat first = format.Fields[0], second = format.Fields[addresses - 1];
        return (in PrintFrame frame) =>
        {
            frame.Output.Append('(');
            WritePlace(frame, FieldReader.Slot(second, frame.Record), true);
            if (addresses == 2)
            {
                frame.Output.Append(" <- ");
                WritePlace(frame, FieldReader.Slot(first, frame.Record), false);
            }

            frame.Output.Append(')');
            values.Write(frame);
        };
    }

    /// <summary>Quotes around a string become part of the conversion, since a string that is missing has none.</summary>
    private static PrintProgram Unquoted(PrintProgram program)
    {
        var steps = program.Steps.ToList();
        for (int i = 1; i + 1 < steps.Count; i++)
        {
            if (steps[i].Value is not { IsInRecord: true } value || steps[i].Conversion!.Kind != 's'
                || steps[i - 1].Text is not string before || !before.EndsWith('"')
                || steps[i + 1].Text is not string after || !after.StartsWith('"'))
            {
                continue;
            }

            steps[i - 1] = steps[i - 1] with { Text = before[..^1] };
            steps[i + 1] = steps[i + 1] with { Text = after[1..] };
            steps[i] = steps[i] with { Value = new ProbeStringTerm(value) };
        }

        return new PrintProgram(steps);
    }

    private static void WritePlace(in PrintFrame frame, ulong address, bool withOffset)
    {
        if (address < KernelHalf)
        {
            frame.Output.Append("0x");
            frame.Output.AppendHex(address);
        }
        else if (withOffset) StackText.WriteOffset(frame, address);
        else StackText.WriteName(frame, address);
    }

    /// <summary>A string that a probe fetched.</summary>
    private sealed class ProbeStringTerm(Term text) : TextTerm
    {
        protected override void Write(in PrintFrame frame)
        {
            if (text.Bytes(frame).IsEmpty)
            {
                frame.Output.Append("(fault)");
                return;
            }

            frame.Output.Append('"');
            text.Write(frame, -1);
            frame.Output.Append('"');
        }
    }
}
