namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>NVMe commands: what is in their command dwords from 10 on.</summary>
/// <remarks>Source: <c>drivers/nvme/host/trace.c</c>; operation codes: <c>include/linux/nvme.h</c>. Numbers are little
/// endian.</remarks>
internal static class Nvme
{
    private static readonly string[] _zoneSend = ["", "close zone", "finish zone", "open zone", "reset zone", "offline zone", "", "", "", "", "", "", "", "", "", "", "set zone descriptor extension"];

    private static readonly string[] _zoneReceive =
    [
        "list all zones", "list the zones in the ZSE: Empty state", "list the zones in the ZSIO: Implicitly Opened state",
        "list the zones in the ZSEO: Explicitly Opened state", "list the zones in the ZSC: Closed state", "list the zones in the ZSF: Full state",
        "list the zones in the ZSRO: Read Only state", "list the zones in the ZSO: Offline state", "", "list the zones that have the zone attribute",
    ];

    private static readonly string[] _register = ["register", "unregister", "replace"];
    private static readonly string[] _acquire = ["acquire", "preempt", "preempt and abort"];
    private static readonly string[] _release = ["release", "clear"];

    private static readonly string[] _reservation =
    [
        "reserved", "write exclusive", "exclusive access", "write exclusive registrants only", "exclusive access registrants only",
        "write exclusive all registrants", "exclusive access all registrants",
    ];

    public static void Add(FunctionTable table)
    {
        table.Bytes("nvme_trace_parse_admin_cmd", 2, 1, 1, (output, words, values) => Admin(output, (byte)values[0], words));
        table.Bytes("nvme_trace_parse_nvm_cmd", 2, 1, 1, (output, words, values) => Io(output, (byte)values[0], words));
        table.Bytes("nvme_trace_parse_fabrics_cmd", 2, 1, 1, (output, words, values) => Fabrics(output, (byte)values[0], words));
    }

    public static void Admin(PrintOutput output, byte operation, ReadOnlySpan<byte> words)
    {
        ushort first = Fixed.Little16(words, 0), second = Fixed.Little16(words, 2), third = Fixed.Little16(words, 4), fourth = Fixed.Little16(words, 6);
        byte low = Fixed.Byte(words, 0), high = Fixed.Byte(words, 1);
        switch (operation)
        {
            case 0x00: // delete a submission queue
                output.Write($"sqid={first}");
                break;
            case 0x01: // create one
                output.Write($"sqid={first}, qsize={second}, sq_flags=0x{third:x}, cqid={fourth}");
                break;
            case 0x04: // delete a completion queue
                output.Write($"cqid={first}");
                break;
            case 0x05: // create one
                output.Write($"cqid={first}, qsize={second}, cq_flags=0x{third:x}, irq_vector={fourth}");
                break;
            case 0x06: // identify
                output.Write($"cns={low}, ctrlid={second}");
                break;
            case 0x09: // set features
                output.Write($"fid=0x{low:x}, sv=0x{Fixed.Byte(words, 3) & 8:x}, cdw11=0x{Fixed.Little32(words, 4):x}");
                break;
            case 0x0a: // get features
                output.Write($"fid=0x{low:x}, sel=0x{high & 7:x}, cdw11=0x{Fixed.Little32(words, 4):x}");
                break;
            case 0x80: // format
                output.Write($"lbaf={high & 0x30 | low & 0xf}, mset={low >> 4 & 1}, pi={low >> 5 & 7}, pil={high & 1}, ses={high >> 1 & 7}");
                break;
            case 0x86: // get the status of blocks
                output.Write($"slba=0x{Fixed.Little64(words, 0):x}, mndw=0x{Fixed.Little32(words, 8):x}, rl=0x{Fixed.Little16(words, 12):x}, atype={Fixed.Byte(words, 15)}");
                break;
            default:
                Raw(output, "cdw10=", words);
                break;
        }
    }

    public static void Io(PrintOutput output, byte operation, ReadOnlySpan<byte> words)
    {
        ulong block = Fixed.Little64(words, 0);
        byte low = Fixed.Byte(words, 0), high = Fixed.Byte(words, 1), action = (byte)(low & 7), code = Fixed.Byte(words, 12), filter = Fixed.Byte(words, 13);
        int ignoreKey = low >> 3 & 1;
        switch (operation)
        {
            case 0x01 or 0x02 or 0x08 or 0x7d: // write, read, write zeroes, append to a zone
                output.Write($"slba={block}, len={Fixed.Little16(words, 8)}, ctrl=0x{Fixed.Little16(words, 10):x}, dsmgmt={Fixed.Little32(words, 12)}, reftag={Fixed.Little32(words, 16)}");
                break;
            case 0x09: // manage data sets
                output.Write($"nr={Fixed.Little32(words, 0)}, attributes={Fixed.Little32(words, 4)}");
                break;
            case 0x0d: // register a reservation
                output.Write($"rrega={action}:{Fixed.Of(_register, action, "reserved")}, iekey={ignoreKey}, ptpl={Fixed.Byte(words, 3) >> 6}");
                break;
            case 0x0e: // report reservations
                output.Write($"numd={Fixed.Little32(words, 0)}, eds={Fixed.Byte(words, 4) & 1}");
                break;
            case 0x11: // acquire a reservation
                output.Write($"racqa={action}:{Fixed.Of(_acquire, action, "reserved")}, iekey={ignoreKey}, rtype={high}:{Fixed.Of(_reservation, high, "reserved")}");
                break;
            case 0x15: // release one
                output.Write($"rrela={action}:{Fixed.Of(_release, action, "reserved")}, iekey={ignoreKey}, rtype={high}:{Fixed.Of(_reservation, high, "reserved")}");
                break;
            case 0x79: // send to a zone
                output.Write($"slba={block}, zsa={code}:{Fixed.Of(_zoneSend, code, "reserved")}, all={filter}");
                break;
            case 0x7a: // receive from a zone
                output.Write($"slba={block}, numd={Fixed.Little32(words, 8)}, zra={code}, zrasf={filter}:{Fixed.Of(_zoneReceive, filter, "reserved")}, pr={Fixed.Byte(words, 14)}");
                break;
            default:
                Raw(output, "cdw10=", words);
                break;
        }
    }

    public static void Fabrics(PrintOutput output, byte type, ReadOnlySpan<byte> words)
    {
        byte attributes = Fixed.Byte(words, 0);
        uint offset = Fixed.Little32(words, 4);
        switch (type)
        {
            case 0x00: // set a property
                output.Write($"attrib={attributes}, ofst=0x{offset:x}, value=0x{Fixed.Little64(words, 8):x}");
                break;
            case 0x01: // connect
                output.Write($"recfmt={Fixed.Little16(words, 0)}, qid={Fixed.Little16(words, 2)}, sqsize={Fixed.Little16(words, 4)}, cattr={Fixed.Byte(words, 6)}, kato={Fixed.Little32(words, 8)}");
                break;
            case 0x04: // get a property
                output.Write($"attrib={attributes}, ofst=0x{offset:x}");
                break;
            case 0x05 or 0x06: // authentication: send, receive
                output.Write($"spsp0={Fixed.Byte(words, 1):x2}, spsp1={Fixed.Byte(words, 2):x2}, secp={Fixed.Byte(words, 3):x2}, {(type == 5 ? "tl" : "al")}={offset}");
                break;
            default:
                Raw(output, "specific=", words);
                break;
        }
    }

    public static void Raw(PrintOutput output, string name, ReadOnlySpan<byte> words)
    {
        output.Append(name);
        BytePointers.WriteHex(output, words[..Math.Min(words.Length, 24)], ' ');
    }
}
