namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>USB host controllers: contexts, ports, doorbells. Transfer request blocks: <see cref="XhciTrb"/>.</summary>
/// <remarks>Source: <c>xhci_decode_*</c>, <c>drivers/usb/host/xhci.h</c>; the bits of a port:
/// <c>drivers/usb/host/xhci-port.h</c>.</remarks>
internal static class Xhci
{
    private static readonly string[] _endpointTypes = ["INVALID", "Isoc OUT", "Bulk OUT", "Int OUT", "Ctrl", "Isoc IN", "Bulk IN", "Int IN"];

    private static readonly string[] _links =
    [
        "U0", "U1", "U2", "U3", "Disabled", "RxDetect", "Inactive", "Polling", "Recovery", "Hot Reset", "Compliance mode", "Test mode",
        "", "", "", "Resume",
    ];

    private static readonly (int Bit, string Name)[] _changes =
        [(17, "CSC "), (18, "PEC "), (19, "WRC "), (20, "OCC "), (21, "PRC "), (22, "PLC "), (23, "CEC "), (24, "CAS ")];

    private static readonly (int Bit, string Name)[] _wakes = [(25, "WCE "), (26, "WDE "), (27, "WOE ")];

    public static void Add(FunctionTable table)
    {
        table.Names("xhci_ring_type_string", "UNKNOWN", "CTRL", "ISOC", "BULK", "INTR", "STREAM", "CMD", "EVENT");
        table.Numbers("xhci_decode_trb", 2, 4, (output, values) =>
            XhciTrb.Write(output, (uint)values[0], (uint)values[1], (uint)values[2], (uint)values[3]));
        table.Numbers("xhci_decode_ctrl_ctx", 1, 2, (output, values) => ControlContext(output, (uint)values[0], (uint)values[1]));
        table.Numbers("xhci_decode_slot_context", 1, 4, (output, values) =>
            SlotContext(output, (uint)values[0], (uint)values[1], (uint)values[2], (uint)values[3]));
        table.Numbers("xhci_decode_portsc", 1, 1, (output, values) => Port(output, (uint)values[0]));
        table.Numbers("xhci_decode_doorbell", 1, 2, (output, values) => Doorbell(output, (uint)values[0], (uint)values[1]));
        table.Numbers("xhci_decode_ep_context", 1, 4, (output, values) =>
            EndpointContext(output, (uint)values[0], (uint)values[1], (ulong)values[2], (uint)values[3]));
    }

    private static void ControlContext(PrintOutput output, uint drop, uint add)
    {
        if (drop != 0)
        {
            output.Append("Drop:");
            Endpoints(output, drop);
            output.Append(", ");
        }

        if (add == 0) return;
        output.Append("Add:");
        if ((add & 1) != 0) output.Append(" slot");
        if ((add & 2) != 0) output.Append(" ep0");
        Endpoints(output, add & ~3u);
    }

    private static void Endpoints(PrintOutput output, uint bits)
    {
        for (int bit = 0; bit < 32; bit++)
        {
            if ((bits >> bit & 1) != 0) output.Write($" {bit / 2}{(bit % 2 != 0 ? "in" : "out")}");
        }
    }

    private static void SlotContext(PrintOutput output, uint info, uint info2, uint translator, uint state)
    {
        string speed = Fixed.Bits(info, 20, 4) switch
        {
            1 => "full-speed",
            2 => "low-speed",
            3 => "high-speed",
            4 => "super-speed",
            5 => "super-speed plus",
            _ => "UNKNOWN speed",
        };
        string name = (state >> 27) switch { 0 => "enabled/disabled", 1 => "default", 2 => "addressed", 3 => "configured", _ => "reserved" };
        output.Write($"RS {info & 0xfffff:x5} {speed}{((info & 1 << 25) != 0 ? " multi-TT" : "")}{((info & 1 << 26) != 0 ? " Hub" : "")}");
        output.Write($" Ctx Entries {info >> 27} MEL {info2 & 0xffff} us Port# {Fixed.Bits(info2, 16, 8)}/{info2 >> 24}");
        output.Write($" [TT Slot {translator & 0xff} Port# {Fixed.Bits(translator, 8, 8)} TTT {Fixed.Bits(translator, 16, 2)} Intr {translator >> 22}]");
        output.Write($" Addr {state & 0xff} State {name}");
    }

    private static void Port(PrintOutput output, uint port)
    {
        output.Write($"0x{port:x8} ");
        // a controller that is gone
        if (port == uint.MaxValue) return;
        output.Write($"{(Bit(9) ? "Powered" : "Powered-off")} {(Bit(0) ? "Connected" : "Not-connected")} {(Bit(1) ? "Enabled" : "Disabled")} ");
        output.Write($"Link:{Fixed.Of(_links, Fixed.Bits(port, 5, 4), "Unknown")} PortSpeed:{Fixed.Bits(port, 10, 4)} ");
        if (Bit(3)) output.Append("OverCurrent ");
        if (Bit(4)) output.Append("In-Reset ");
        output.Append("Change: ");
        foreach ((int bit, string name) in _changes)
        {
            if (Bit(bit)) output.Append(name);
        }

        output.Append("Wake: ");
        foreach ((int bit, string name) in _wakes)
        {
            if (Bit(bit)) output.Append(name);
        }

        bool Bit(int bit) => (port >> bit & 1) != 0;
    }

    private static void Doorbell(PrintOutput output, uint slot, uint doorbell)
    {
        if (slot == 0)
        {
            output.Write($"Command Ring {(int)doorbell}");
            return;
        }

        int start = output.Length;
        byte endpoint = (byte)doorbell;
        uint stream = doorbell >> 16;
        output.Write($"Slot {(int)slot} ");
        int behind = output.Length;
        if (endpoint is > 0 and < 32) output.Write($"ep{endpoint / 2}{(endpoint % 2 != 0 ? "in" : "out")}");
        else output.Write($"{(endpoint < 248 ? "Reserved" : "Vendor Defined")} {endpoint}");
        if (stream == 0) return;
        // the kernel writes it not behind the text but as far from its start as the endpoint's name is long
        output.Cut(start + output.Length - behind);
        output.Write($" Stream {stream}");
    }

    private static void EndpointContext(PrintOutput output, uint info, uint info2, ulong dequeue, uint transfer)
    {
        string state = (info & 7) switch { 0 => "disabled", 1 => "running", 2 => "halted", 3 => "stopped", 4 => "error", _ => "INVALID" };
        // C shifts an int by its low five bits here
        int interval = (1 << (int)(Fixed.Bits(info, 16, 8) & 31)) * 125;
        output.Write($"State {state} mult {Fixed.Bits(info, 8, 2) + 1} max P. Streams {Fixed.Bits(info, 10, 5)} {((info & 1 << 15) != 0 ? "LSA " : "")}");
        output.Write($"interval {interval} us max ESIT payload {(int)(info >> 24 << 16 | transfer >> 16)} CErr {Fixed.Bits(info2, 1, 2)} ");
        output.Write($"Type {_endpointTypes[Fixed.Bits(info2, 3, 3)]} {((info2 & 1 << 7) != 0 ? "HID" : "")}burst {Fixed.Bits(info2, 8, 8)} maxp {info2 >> 16} deq {dequeue:x16} ");
        output.Write($"avg trb len {transfer & 0xffff}");
    }
}
