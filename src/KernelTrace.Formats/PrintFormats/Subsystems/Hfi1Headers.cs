namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>The extended headers of an InfiniBand packet, by its operation code.</summary>
/// <remarks>
/// Big endian, but for the two words that begin the headers of TID RDMA (operation codes from 0xe0 on):
/// <code>
/// reth:   | vaddr 8 | rkey 4 | length 4 |        aeth: | syndrome 1, message number 3 |
/// atomic: | vaddr 8 | rkey 4 | swap 8 | compare 8 |
/// TID RDMA, nine words: | kdeth0 | kdeth1 | aeth or reth ... | verbs queue pair |
/// </code>
/// Source: <c>parse_everbs_hdrs</c>, <c>drivers/infiniband/hw/hfi1/trace.c</c>; <c>include/rdma/tid_rdma_defs.h</c>,
/// <c>ib_hdrs.h</c>.
/// </remarks>
internal static class Hfi1Headers
{
    public static void Write(PrintOutput output, byte operation, byte l4, ReadOnlySpan<byte> headers)
    {
        if (l4 == Hfi1.Management)
        {
            output.Append("mgmt pkt");
            return;
        }

        switch (operation)
        {
            case 0x03 or 0x23 or 0x05 or 0x25 or 0x09 or 0x29: // with immediate data
                output.Write($"imm:{(int)Fixed.Big32(headers, 0)}");
                break;
            case 0x0b or 0x2b: // RDMA write with immediate data
                Remote(output, headers, 0);
                output.Write($" imm:{(int)Fixed.Big32(headers, 16)}");
                break;
            case 0x0c or 0x06 or 0x26 or 0x0a or 0x2a: // RDMA read and write
                Remote(output, headers, 0);
                break;
            case 0x0d or 0x0f or 0x10 or 0x11: // response, acknowledge
                Acknowledge(output, headers, 0);
                break;
            case 0x12: // acknowledge of an atomic operation
                Acknowledge(output, headers, 0);
                output.Write($" origdata:{Fixed.Big64(headers, 4):x}");
                break;
            case 0x13 or 0x14: // atomic: compare and swap, fetch and add; the key is printed as it lies there
                output.Write($"vaddr:0x{Fixed.Big64(headers, 0):x} rkey:0x{Fixed.Little32(headers, 8):x8} sdata:{Fixed.Big64(headers, 12):x} cdata:{Fixed.Big64(headers, 20):x}");
                break;
            case 0x64 or 0x65: // datagrams
                output.Write($"deth qkey:0x{Fixed.Big32(headers, 0):x8} sqpn:0x{Fixed.Big32(headers, 4) & 0xffffff:x6}");
                break;
            case 0x16 or 0x17: // with invalidate
                output.Write($"ieth rkey:0x{Fixed.Big32(headers, 0):x8}");
                break;
            case >= 0xe0 and <= 0xe7:
                TidRdma(output, operation, headers);
                break;
        }
    }

    private static void TidRdma(PrintOutput output, byte operation, ReadOnlySpan<byte> headers)
    {
        uint first = Fixed.Little32(headers, 0), second = Fixed.Little32(headers, 4), queue = Fixed.Big32(headers, 32);
        output.Write($"kdeth0 0x{first:x}");
        if (operation is 0xe2 or 0xe3 or 0xe5)
        {
            output.Write($": kver {first >> 30} sh {first >> 29 & 1} intr {first >> 28 & 1} tidctrl {first >> 26 & 3} tid {Fixed.Bits(first, 16, 10):x} offset {first & 0x7fff:x}");
            output.Write($" kdeth1 0x{second:x}: jkey {second & 0xffff:x} ");
        }
        else output.Write($" kdeth1 0x{second:x} ");
        switch (operation)
        {
            case 0xe0: // write request
                Remote(output, headers, 8);
                output.Write($" original_qp 0x{queue:x}");
                break;
            case 0xe1: // write response
                Acknowledge(output, headers, 8);
                output.Write($" tid_flow_psn 0x{Fixed.Big32(headers, 24):x} tid_flow_qp 0x{Fixed.Big32(headers, 28):x} verbs_qp 0x{queue:x}");
                break;
            case 0xe4: // read request
                Remote(output, headers, 8);
                output.Write($" tid_flow_psn 0x{Fixed.Big32(headers, 24):x} tid_flow_qp 0x{Fixed.Big32(headers, 28):x} verbs_qp 0x{queue:x}");
                break;
            case 0xe5: // read response
                Acknowledge(output, headers, 8);
                output.Write($" verbs_qp 0x{queue:x}");
                break;
            case 0xe7: // acknowledge
                Acknowledge(output, headers, 8);
                output.Write($" tid_flow_psn 0x{Fixed.Big32(headers, 20):x} verbs_psn 0x{Fixed.Big32(headers, 24):x} tid_flow_qp 0x{Fixed.Big32(headers, 28):x} verbs_qp 0x{queue:x}");
                break;
            default: // data, synchronisation
                output.Write($"verbs_qp 0x{queue:x}");
                break;
        }
    }

    private static void Remote(PrintOutput output, ReadOnlySpan<byte> headers, int at) =>
        output.Write($"reth vaddr:0x{Fixed.Big64(headers, at):x16} rkey:0x{Fixed.Big32(headers, at + 8):x8} dlen:0x{Fixed.Big32(headers, at + 12):x8}");

    private static void Acknowledge(PrintOutput output, ReadOnlySpan<byte> headers, int at)
    {
        uint word = Fixed.Big32(headers, at);
        string name = (word >> 29) switch { 0 => "ACK", 1 => "RNRNAK", 3 => "NAK", _ => "" };
        output.Write($"aeth syn:0x{word >> 24:x2} {name} msn:0x{word & 0xffffff:x8}");
    }
}
