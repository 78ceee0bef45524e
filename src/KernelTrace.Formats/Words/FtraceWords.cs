using System.Collections.Concurrent;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Words;

/// <summary>The entries of ftrace itself: functions, stacks, markers, latencies. The kernel prints these by code of its
/// own, and names none of them.</summary>
/// <remarks>Source: <c>kernel/trace/trace_output.c</c>; <c>kernel/trace/trace_functions_graph.c</c>.</remarks>
internal static class FtraceWords
{
    private static readonly string[] _timerContexts = ["irq", "thread", "user-ret"];

    private static readonly string[] _noises = ["hw_count", "nmi_count", "irq_count", "softirq_count", "thread_count"];

    /// <summary>Words for an entry of ftrace; null where the event is something else.</summary>
    public static PrintWriter? Compile(EventFormat format)
    {
        if (format.System != "ftrace") return null;
        var fields = new EntryFields(format);
        var parameters = new ConcurrentDictionary<ulong, IReadOnlyList<KernelParameter>>();
        var formats = new ConcurrentDictionary<ulong, object[]>();
        return format.Name switch
        {
            "function" => (in PrintFrame frame) => Function(frame, fields, parameters),
            "func_repeats" => (in PrintFrame frame) => Repeats(frame, fields, parameters),
            "funcgraph_entry" or "fgraph_retaddr_entry" => (in PrintFrame frame) => GraphText.WriteEntry(frame, fields),
            "funcgraph_exit" => (in PrintFrame frame) => GraphText.WriteExit(frame, fields),
            "print" or "bputs" => (in PrintFrame frame) => Marker(frame, fields),
            "bprint" => (in PrintFrame frame) => BinaryPrint.Write(frame, fields, formats),
            "raw_data" => (in PrintFrame frame) => RawData(frame, fields),
            "kernel_stack" => (in PrintFrame frame) => KernelStack(frame, fields),
            "user_stack" => (in PrintFrame frame) => UserStack(frame, fields),
            "context_switch" => (in PrintFrame frame) => Switch(frame, fields, "==>"),
            "wakeup" => (in PrintFrame frame) => Switch(frame, fields, "  +"),
            "hwlat" => (in PrintFrame frame) => HardwareLatency(frame, fields),
            "osnoise" => (in PrintFrame frame) => Noise(frame, fields),
            "timerlat" => (in PrintFrame frame) => TimerLatency(frame, fields),
            _ => null,
        };
    }

    private static void Function(in PrintFrame frame, EntryFields fields, ConcurrentDictionary<ulong, IReadOnlyList<KernelParameter>> parameters)
    {
        ulong function = fields.Number(frame, "ip");
        StackText.WriteName(frame, function);
        ReadOnlySpan<byte> arguments = fields.Bytes(frame, "args");
        if (!arguments.IsEmpty) ArgumentText.Write(frame, function, arguments, parameters);
        ulong parent = fields.Number(frame, "parent_ip");
        if (parent == 0) return;
        frame.Output.Append(" <-");
        StackText.WriteName(frame, parent);
    }

    private static void Repeats(in PrintFrame frame, EntryFields fields, ConcurrentDictionary<ulong, IReadOnlyList<KernelParameter>> parameters)
    {
        Function(frame, fields, parameters);
        PrintOutput output = frame.Output;
        output.Append(" (repeats: ");
        output.AppendDecimal(fields.Number(frame, "count"));
        output.Append(", last_ts:");
        ulong delta = fields.Number(frame, "top_delta_ts") << 32 | fields.Number(frame, "bottom_delta_ts");
        ulong micros = ((ulong)frame.Timestamp - delta + 500) / 1000;
        output.Append(' ');
        int start = output.Length;
        output.AppendDecimal(micros / 1_000_000);
        output.Pad(start, 5, false);
        output.Append('.');
        Digits(output, micros % 1_000_000, 6);
        output.Append(')');
    }

    private static void Marker(in PrintFrame frame, EntryFields fields)
    {
        StackText.WriteName(frame, fields.Number(frame, "ip"));
        frame.Output.Append(": ");
        int start = frame.Output.Length;
        if (fields.Has("buf")) Text(frame, fields.Bytes(frame, "buf"));
        // bputs records the address of a constant string
        else if (frame.Facts.TryFindText(fields.Number(frame, "str"), out string? text)) frame.Output.Append(text);
        else
        {
            frame.Output.Append("0x");
            frame.Output.AppendHex(fields.Number(frame, "str"));
        }

        EndLine(frame.Output, start);
    }

    /// <summary>The text ends the line itself.</summary>
    public static void EndLine(PrintOutput output, int start)
    {
        ReadOnlySpan<char> words = output.From(start);
        if (words.EndsWith("\n")) output.Cut(output.Length - 1);
    }

    private static void RawData(in PrintFrame frame, EntryFields fields)
    {
        frame.Output.Append("# ");
        frame.Output.AppendHex(fields.Number(frame, "id"));
        frame.Output.Append(" buf:");
        foreach (byte value in fields.Bytes(frame, "buf"))
        {
            frame.Output.Append(' ');
            frame.Output.AppendHex(value, 2);
        }
    }

    private static void KernelStack(in PrintFrame frame, EntryFields fields)
    {
        frame.Output.Append("<stack trace>");
        ReadOnlySpan<byte> callers = fields.Bytes(frame, "caller");
        for (; callers.Length >= 8; callers = callers[8..])
        {
            ulong address = FieldReader.Unsigned(callers, 8);
            if (address == ulong.MaxValue) break;
            frame.Output.Append("\n => ");
            // code that ftrace made has a mark instead of its address
            if (address == KTraceStackFrame.Trampoline) frame.Output.Append("[FTRACE TRAMPOLINE]");
            else StackText.WriteName(frame, address);
        }
    }

    private static void UserStack(in PrintFrame frame, EntryFields fields)
    {
        frame.Output.Append("<user stack trace>");
        ReadOnlySpan<byte> callers = fields.Bytes(frame, "caller");
        for (; callers.Length >= 8; callers = callers[8..])
        {
            ulong address = FieldReader.Unsigned(callers, 8);
            if (address == 0) break;
            frame.Output.Append("\n =>  <");
            frame.Output.AppendHex(address, 16);
            frame.Output.Append('>');
        }
    }

    /// <summary>States are letters by their index.</summary>
    private static void Switch(in PrintFrame frame, EntryFields fields, string arrow)
    {
        PrintOutput output = frame.Output;
        output.Append(' ');
        Task(frame, fields, "prev");
        output.Append(' ');
        output.Append(arrow);
        output.Append(" [");
        Digits(output, fields.Number(frame, "next_cpu"), 3);
        output.Append("] ");
        Task(frame, fields, "next");
        output.Append(' ');
        output.Append(frame.Comm((int)fields.Number(frame, "next_pid")));
    }

    private static void Task(in PrintFrame frame, EntryFields fields, string which)
    {
        PrintOutput output = frame.Output;
        int start = output.Length;
        output.AppendDecimal(fields.Number(frame, which + "_pid"));
        output.Pad(start, 7, false);
        output.Append(':');
        start = output.Length;
        output.AppendDecimal(fields.Number(frame, which + "_prio"));
        output.Pad(start, 3, false);
        output.Append(':');
        const string States = "RSDTtXZPI";
        ulong state = fields.Number(frame, which + "_state");
        output.Append(state < (ulong)States.Length ? States[(int)state] : '?');
    }

    private static void HardwareLatency(in PrintFrame frame, EntryFields fields)
    {
        PrintOutput output = frame.Output;
        output.Append('#');
        Padded(output, fields.Number(frame, "seqnum"), 5, true);
        output.Append(" inner/outer(us): ");
        Padded(output, fields.Number(frame, "duration"), 4, false);
        output.Append('/');
        Padded(output, fields.Number(frame, "outer_duration"), 5, true);
        output.Append(" ts:");
        output.AppendDecimal((long)fields.Number(frame, "tv_sec"));
        output.Append('.');
        Digits(output, fields.Number(frame, "tv_nsec"), 9);
        if (fields.Has("count"))
        {
            output.Append(" count:");
            output.AppendDecimal(fields.Number(frame, "count"));
        }

        if (fields.Number(frame, "nmi_count") is > 0 and ulong count)
        {
            // architectures whose clock may not be read in an NMI record no time
            if (fields.Number(frame, "nmi_total_ts") is > 0 and ulong total)
            {
                output.Append(" nmi-total:");
                output.AppendDecimal(total);
            }

            output.Append(" nmi-count:");
            output.AppendDecimal(count);
        }
    }

    private static void Noise(in PrintFrame frame, EntryFields fields)
    {
        PrintOutput output = frame.Output;
        ulong runtime = fields.Number(frame, "runtime"), noise = fields.Number(frame, "noise");
        ulong share = runtime == 0 ? 0 : unchecked((runtime - noise) * 10_000_000) / runtime;
        output.AppendDecimal(runtime);
        output.Append(' ');
        Padded(output, noise, 10, false);
        output.Append(' ');
        Padded(output, share / 100_000, 3, false);
        output.Append('.');
        Digits(output, share % 100_000, 5);
        output.Append(' ');
        Padded(output, fields.Number(frame, "max_sample"), 7, false);
        foreach (string name in _noises)
        {
            output.Append(' ');
            Padded(output, fields.Number(frame, name), 6, false);
        }
    }

    private static void TimerLatency(in PrintFrame frame, EntryFields fields)
    {
        PrintOutput output = frame.Output;
        output.Append('#');
        Padded(output, fields.Number(frame, "seqnum"), 5, true);
        output.Append(" context ");
        int start = output.Length;
        ulong context = fields.Number(frame, "context");
        output.Append(context < (ulong)_timerContexts.Length ? _timerContexts[context] : "?");
        output.Pad(start, 6, false);
        output.Append(" timer_latency ");
        Padded(output, fields.Number(frame, "timer_latency"), 9, false);
        output.Append(" ns");
    }

    /// <summary>Text up to the first NUL.</summary>
    public static void Text(in PrintFrame frame, ReadOnlySpan<byte> bytes)
    {
        frame.Output.AppendText(FieldReader.UpToNul(bytes));
    }

    private static void Padded(PrintOutput output, ulong value, int width, bool left)
    {
        int start = output.Length;
        output.AppendDecimal(value);
        output.Pad(start, width, left);
    }

    private static void Digits(PrintOutput output, ulong value, int digits)
    {
        ulong power = 1;
        for (int i = 1; i < digits; i++) power *= 10;
        for (; power > value && power > 1; power /= 10) output.Append('0');
        output.AppendDecimal(value);
    }
}
