namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>What a rule of a Mellanox network card matches: <c>name=value</c> for each part whose mask is not zero.</summary>
/// <remarks>
/// Big endian words of 32 bits, the highest bit first:
/// <code>
/// fte_match_set_lyr_2_4                                         fte_match_set_misc
///  0 smac 47:16                                                  0 :8 source_sqn:24
///  1 smac 15:0 :16  ethertype:16                                 1 :16 source_port:16
///  2 dmac 47:16                                                  2 outer: prio:3 cfi:1 vid:12  inner: prio:3 cfi:1 vid:12
///  3 dmac 15:0 :16  prio:3 cfi:1 vid:12                          3 cvlan: outer inner, svlan: outer inner, :12 gre_protocol:16
///  4 protocol:8 dscp:6 ecn:2 cvlan svlan frag version:4 flags:9  4 gre_key
///  5 tcp ports 16, 16     7 udp ports 16, 16                     5 vxlan_vni:24 :8
///  8 source address, 4 words     12 destination address          7 outer_ipv6_flow_label:20   8 inner
/// </code>
/// Source: <c>include/linux/mlx5/mlx5_ifc.h</c>.
/// </remarks>
internal static class Mlx5Headers
{
    /// <summary>Name, word, lowest bit, width, and whether hex digits or decimal ones, and how many.</summary>
    private static readonly (string Name, int Word, int Shift, int Width, string Format)[] _packet =
    [
        ("ip_protocol", 4, 24, 8, "x2"), ("tcp_flags", 4, 0, 9, "x"), ("tcp_sport", 5, 16, 16, "d"), ("tcp_dport", 5, 0, 16, "d"),
        ("udp_sport", 7, 16, 16, "d"), ("udp_dport", 7, 0, 16, "d"), ("first_vid", 3, 0, 12, "x4"), ("first_prio", 3, 13, 3, "x"),
        ("first_cfi", 3, 12, 1, "d"), ("ip_dscp", 4, 18, 6, "x2"), ("ip_ecn", 4, 16, 2, "x"), ("cvlan_tag", 4, 15, 1, "d"),
        ("svlan_tag", 4, 14, 1, "d"), ("frag", 4, 13, 1, "d"),
    ];

    // of the protocol of GRE the kernel keeps 8 bits
    private static readonly (string Name, int Word, int Shift, int Width, string Format)[] _other =
    [
        ("gre_key", 4, 0, 32, "d"), ("source_sqn", 0, 0, 24, "d"), ("source_port", 1, 0, 16, "d"), ("outer_second_prio", 2, 29, 3, "d"),
        ("outer_second_cfi", 2, 28, 1, "d"), ("outer_second_vid", 2, 16, 12, "d"), ("inner_second_prio", 2, 13, 3, "d"),
        ("inner_second_cfi", 2, 12, 1, "d"), ("inner_second_vid", 2, 0, 12, "d"), ("outer_second_cvlan_tag", 3, 31, 1, "d"),
        ("inner_second_cvlan_tag", 3, 30, 1, "d"), ("outer_second_svlan_tag", 3, 29, 1, "d"), ("inner_second_svlan_tag", 3, 28, 1, "d"),
        ("gre_protocol", 3, 0, 8, "d"), ("vxlan_vni", 5, 8, 24, "d"), ("outer_ipv6_flow_label", 7, 0, 20, "x"), ("inner_ipv6_flow_label", 8, 0, 20, "x"),
    ];

    public static void WritePacket(PrintOutput output, string title, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> value)
    {
        output.Append(title);
        Mac(output, "smac", mask, value, 0);
        Mac(output, "dmac", mask, value, 2);
        uint type = Fixed.Big32(value, 4) & 0xffff, typeMask = Fixed.Big32(mask, 4) & 0xffff;
        uint version = Fixed.Bits(Fixed.Big32(value, 16), 9, 4), versionMask = Fixed.Bits(Fixed.Big32(mask, 16), 9, 4);
        if (typeMask != 0) output.Write($"ethertype={type:x4} ");
        if ((typeMask == 0xffff && type == 0x0800) || (versionMask == 0xf && version == 4))
        {
            Ip4(output, "src_ipv4", mask, value, 44);
            Ip4(output, "dst_ipv4", mask, value, 60);
        }
        else if ((typeMask == 0xffff && type == 0x86dd) || (versionMask == 0xf && version == 6))
        {
            Ip6(output, "src_ipv6", mask, value, 32);
            Ip6(output, "dst_ipv6", mask, value, 48);
        }

        Numbers(output, mask, value, _packet);
    }

    public static void WriteOther(PrintOutput output, string title, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> value)
    {
        output.Append(title);
        Numbers(output, mask, value, _other);
    }

    private static void Numbers(PrintOutput output, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> value, (string Name, int Word, int Shift, int Width, string Format)[] parts)
    {
        foreach ((string name, int word, int shift, int width, string format) in parts)
        {
            uint bits = (uint)((1UL << width) - 1);
            if ((Fixed.Big32(mask, word * 4) >> shift & bits) == 0) continue;
            output.Write($"{name}=");
            uint number = Fixed.Big32(value, word * 4) >> shift & bits;
            if (format[0] == 'x') output.AppendHex(number, format.Length > 1 ? format[1] - '0' : 1);
            else output.AppendDecimal((ulong)number);
            output.Append(' ');
        }
    }

    /// <summary>The kernel puts the halves together in 32 bits, where the upper 16 are lost, and prints the number's
    /// bytes.</summary>
    private static void Mac(PrintOutput output, string name, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> value, int word)
    {
        if (Halves(mask, word) == 0) return;
        uint number = Halves(value, word);
        output.Write($"{name}={(byte)number:x2}:{(byte)(number >> 8):x2}:{(byte)(number >> 16):x2}:{number >> 24:x2}:00:00 ");
    }

    private static uint Halves(ReadOnlySpan<byte> bytes, int word) => Fixed.Big32(bytes, word * 4) << 16 | Fixed.Big16(bytes, word * 4 + 4);

    private static void Ip4(PrintOutput output, string name, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> value, int at)
    {
        if (Fixed.Big32(mask, at) == 0) return;
        output.Write($"{name}={Fixed.Byte(value, at)}.{Fixed.Byte(value, at + 1)}.{Fixed.Byte(value, at + 2)}.{Fixed.Byte(value, at + 3)} ");
    }

    private static void Ip6(PrintOutput output, string name, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> value, int at)
    {
        if (Fixed.Big64(mask, at) != ulong.MaxValue || Fixed.Big64(mask, at + 8) != ulong.MaxValue) return;
        output.Write($"{name}=");
        for (int i = 0; i < 16; i += 2) output.Write($"{(i == 0 ? "" : ":")}{Fixed.Big16(value, at + i):x4}");
        output.Append(' ');
    }
}
