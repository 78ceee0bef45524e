namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Connections of Intel's RDMA hardware.</summary>
/// <remarks>Source: <c>drivers/infiniband/hw/irdma/trace.c</c>, <c>cm.h</c>; <c>include/rdma/iw_cm.h</c>.</remarks>
internal static class Irdma
{
    public static void Add(FunctionTable table)
    {
        table.Names("parse_iw_event_type", "Unknown", (1, "IwRequest"), (2, "IwReply"), (3, "IwEstablished"), (4, "IwDisconnect"), (5, "IwClose"));
        table.Names("parse_cm_event_type", "Unknown", "none", "CmEstablished", "CmMPA_REQ", "CmMPA_CONNECT", "CmMPA_ACCEPT", "CmMPA_REJECT",
            "CmMPA_ESTABLISHED", "CmConnected", "CmReset", "CmAborted");
        table.Names("parse_cm_state", "Bad state", "UNKNOWN", "INITED", "LISTENING", "SYN_RCVD", "SYN_SENT", "ONE_SIDE_ESTABLISHED",
            "ESTABLISHED", "ACCEPTING", "MPAREQ_SENT", "MPAREQ_RCVD", "MPAREJ_RECVD", "OFFLOADED", "FIN_WAIT1", "FIN_WAIT2",
            "CLOSE_WAIT", "TIME_WAIT", "LAST_ACK", "CLOSING", "LISTENER_DESTROYED", "CLOSED");
        table.Bytes("print_ip_addr", 1, 2, 2, (output, address, values) =>
        {
            // addresses are in the host's order; the port, which is too, is swapped
            int port = (ushort)((ushort)values[0] >> 8 | (ushort)values[0] << 8);
            Span<byte> bytes = stackalloc byte[16];
            address[..Math.Min(address.Length, 16)].CopyTo(bytes);
            if (values[1] != 0)
            {
                output.Write($"{bytes[3]}.{bytes[2]}.{bytes[1]}.{bytes[0]}:{port}");
                return;
            }

            for (int i = 0; i < 16; i += 2) output.Write($"{(i == 0 ? "" : ":")}{bytes[i]:x2}{bytes[i + 1]:x2}");
            output.Write($":{port}");
        });
    }
}
