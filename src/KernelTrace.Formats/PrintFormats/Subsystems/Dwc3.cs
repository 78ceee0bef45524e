namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>The DesignWare USB3 controller: commands, transfer blocks, events.</summary>
/// <remarks>Source: <c>drivers/usb/dwc3/debug.h</c>; numbers and bits: <c>drivers/usb/dwc3/core.h</c>.</remarks>
internal static class Dwc3
{
    private static readonly string[] _links =
        ["U0", "U1", "U2", "U3", "SS.Disabled", "RX.Detect", "SS.Inactive", "Polling", "Recovery", "Hot Reset", "Compliance", "Loopback", "", "", "Reset", "Resume"];

    private static readonly string[] _events =
        ["Disconnect:", "Reset", "Connection Done", "Link Change", "WakeUp", "", "Suspend", "Start-Of-Frame", "", "Erratic Error", "Command Complete", "Overflow"];

    private static readonly string[] _phases = ["Unconnected", "Setup Phase", "Data Phase", "Status Phase"];

    public static void Add(FunctionTable table)
    {
        table.Names("dwc3_mode_string", "UNKNOWN", (1, "host"), (2, "device"), (3, "otg"));
        Byte(table, "dwc3_gadget_ep_cmd_string", "UNKNOWN command", "", "Set Endpoint Configuration", "Set Endpoint Transfer Resource",
            "Get Endpoint State", "Set Stall", "Clear Stall", "Start Transfer", "Update Transfer", "End Transfer", "Start New Configuration");
        Byte(table, "dwc3_gadget_generic_cmd_string", "UNKNOWN", "", "Set LMP", "Set Periodic Parameters", "Transmit Function Wake Device Notification",
            "Set Scratchpad Buffer Array Address Lo", "Set Scratchpad Buffer Array Address Hi", "", "Device Notification", "", "Selected FIFO Flush",
            "All FIFO Flush", "", "Set Endpoint NRDY", "Set Endpoint Prime", "", "", "Run SoC Bus Loopback Test");
        table.Names("dwc3_ep_cmd_status_string", "UNKNOWN", (-110, "Timed Out"), (0, "Successful"), (1, "No Resource"), (2, "Bus Expiry"));
        table.Names("dwc3_gadget_generic_cmd_status_string", "UNKNOWN", (-110, "Timed Out"), (0, "Successful"), (1, "Error"));
        table.Names("dwc3_trb_type_string", "UNKNOWN", (1 << 4, "normal"), (2 << 4, "setup"), (3 << 4, "status2"), (4 << 4, "status3"),
            (5 << 4, "data"), (6 << 4, "isoc-first"), (7 << 4, "isoc"), (8 << 4, "link"));
        table.Numbers("dwc3_decode_event", 2, 2, (output, values) =>
        {
            uint value = (uint)values[0];
            if ((value & 1) != 0) DeviceEvent(output, value);
            else EndpointEvent(output, value, (uint)values[1]);
        });
    }

    private static void Byte(FunctionTable table, string function, string otherwise, params string[] names) =>
        table.Numbers(function, 0, 1, (output, values) => output.Append(Fixed.Of(names, (byte)values[0], otherwise)));

    private static void DeviceEvent(PrintOutput output, uint value)
    {
        string name = Fixed.Of(_events, Fixed.Bits(value, 8, 4), "");
        if (name.Length == 0) output.Append("UNKNOWN");
        else output.Write($"{name} [{Fixed.Of(_links, Fixed.Bits(value, 16, 4), "UNKNOWN link state")}]");
    }

    private static void EndpointEvent(PrintOutput output, uint value, uint phase)
    {
        uint endpoint = Fixed.Bits(value, 1, 5), status = Fixed.Bits(value, 12, 4), parameters = value >> 16;
        char isShort = (status & 2) != 0 ? 'S' : 's', onCompletion = (status & 4) != 0 ? 'I' : 'i';
        bool last = (status & 8) != 0;
        output.Write($"ep{endpoint >> 1}{((endpoint & 1) != 0 ? "in" : "out")}: ");
        switch (Fixed.Bits(value, 6, 4))
        {
            case 1:
                output.Write($"Transfer Complete ({isShort}{onCompletion}{(last ? 'L' : 'l')})");
                if (endpoint <= 1) output.Write($" [{Fixed.Of(_phases, phase, "UNKNOWN")}]");
                break;
            case 2:
                output.Write($"Transfer In Progress [{parameters}] ({isShort}{onCompletion}{(last ? 'M' : 'm')})");
                break;
            case 3:
                output.Write($"Transfer Not Ready [{parameters}]{(last ? " (Active)" : " (Not Active)")}");
                if (endpoint <= 1) output.Append((status & 3) switch { 1 => " [Data Phase]", 2 => " [Status Phase]", _ => "" });
                break;
            case 4:
                output.Append("FIFO");
                break;
            case 6 when status == 1:
                output.Write($" Stream {parameters} Found");
                break;
            case 6:
                output.Append(" Stream Not Found");
                break;
            case 7:
                output.Append("Endpoint Command Complete");
                break;
            default:
                output.Append("UNKNOWN");
                break;
        }
    }
}
