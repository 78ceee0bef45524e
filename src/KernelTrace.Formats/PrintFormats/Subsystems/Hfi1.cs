namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Packets and descriptors of Intel's Omni-Path hardware. The extended headers: <see cref="Hfi1Headers"/>.</summary>
/// <remarks>Source: <c>drivers/infiniband/hw/hfi1/trace.c</c>; descriptors: <c>sdma.h</c>.</remarks>
internal static class Hfi1
{
    /// <summary>A management packet (kernel: <c>OPA_16B_L4_FM</c>).</summary>
    public const int Management = 8;

    public static void Add(FunctionTable table)
    {
        table.Names("hfi1_trace_get_packet_l2_str", "", "0", "1", "16B", "9B");
        table.Names("hfi1_trace_get_packet_l4_str", "16B", "9B");
        table.Add("hfi1_trace_fmt_lrh", Named(7, LocalHeader));
        table.Add("hfi1_trace_fmt_rest", Named(10, TransportHeader));
        table.Bytes("parse_everbs_hdrs", 5, 1, 2, (output, headers, values) => Hfi1Headers.Write(output, (byte)values[0], (byte)values[1], headers));
        table.Numbers("parse_sdma_flags", 1, 2, (output, values) =>
        {
            ulong first = (ulong)values[0], second = (ulong)values[1];
            output.Append((second & 2) != 0 ? 'I' : '-');
            output.Append((second & 1) != 0 ? 'H' : '-');
            output.Append(first >> 63 != 0 ? 'F' : '-');
            output.Append((first >> 62 & 1) != 0 ? 'L' : '-');
            if (first >> 63 != 0) output.Write($" amode:{second >> 13 & 7} aidx:{second >> 8 & 0x1f} alen:{second >> 4 & 0xf}");
        });
        table.Bytes("print_u32_array", 1, 2, 1, (output, array, values) =>
        {
            for (int i = 0; i < Math.Min(values[0], array.Length / 4); i++) output.Write($"{(i == 0 ? "" : " ")}0x{Fixed.Little32(array, i * 4):x}");
        });
    }

    /// <summary>Numbers, and one text among them, whose place is given.</summary>
    private static PrintFunction Named(int text, NamedWriter write) => (compiler, call) =>
    {
        Term[] terms = [.. Enumerable.Range(1, 16).Select(index => FunctionTable.Argument(compiler, call, index))];
        Term name = terms[text - 1];
        return new WrittenTerm((in PrintFrame frame) =>
        {
            Span<long> values = stackalloc long[terms.Length];
            for (int i = 0; i < values.Length; i++) values[i] = i == text - 1 ? 0 : terms[i].Number(frame);
            write(frame, values, name);
        });
    };

    // bypass age becn fecn l4 lnh - lver rc sc sl entropy len pkey dlid slid
    private static void LocalHeader(in PrintFrame frame, ReadOnlySpan<long> v, Term name)
    {
        PrintOutput output = frame.Output;
        output.Write($"len:{v[12]} sc:{v[9]} dlid:0x{(uint)v[14]:x4} slid:0x{(uint)v[15]:x4} ");
        if (v[0] != 0)
        {
            output.Write($"age:{v[1]} becn:{v[2]} fecn:{v[3]} l4:{v[4]} rc:{v[8]} sc:{v[9]} pkey:0x{v[13]:x4} entropy:0x{v[11]:x4}");
            return;
        }

        output.Write($"lnh:{v[5]},");
        name.Write(frame, -1);
        output.Write($" lver:{v[7]} sl:{v[10]}");
    }

    // bypass l4 ack becn fecn mig se pad opcode - tver pkey psn qpn dest_qpn src_qpn
    private static void TransportHeader(in PrintFrame frame, ReadOnlySpan<long> v, Term name)
    {
        PrintOutput output = frame.Output;
        output.Write($"op:0x{v[8]:x2},");
        name.Write(frame, -1);
        if (v[0] != 0 && v[1] == Management)
        {
            output.Write($" dest_qpn:0x{(uint)v[14]:x6} src_qpn:0x{(uint)v[15]:x6}");
            return;
        }

        output.Write($" se:{v[6]} m:{v[5]} pad:{v[7]} tver:{v[10]} ");
        if (v[0] == 0) output.Write($"pkey:0x{v[11]:x4} f:{v[4]} b:{v[3]} ");
        output.Write($"qpn:0x{(uint)v[13]:x6} a:{v[2]} psn:0x{(uint)v[12]:x8}");
    }

    private delegate void NamedWriter(in PrintFrame frame, ReadOnlySpan<long> values, Term name);
}
