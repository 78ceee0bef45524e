namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>A transfer request block of a USB host controller, in words.</summary>
/// <remarks>
/// <code>
/// 31        24 23     16 15     10 9              0
/// |              field 0: low half of an address   |
/// |              field 1: high half                |
/// | interrupter 31:22 | TD size 21:17 | length 16:0|    or: | completion code | length 23:0 |
/// | slot       | endpoint| type    | flags          |
/// </code>
/// Source: <c>xhci_decode_trb</c>, <c>drivers/usb/host/xhci.h</c>.
/// </remarks>
internal static class XhciTrb
{
    private static readonly string[] _types =
    [
        "", "Normal", "Setup Stage", "Data Stage", "Status Stage", "Isoch", "Link", "Event Data", "No-Op", "Enable Slot Command",
        "Disable Slot Command", "Address Device Command", "Configure Endpoint Command", "Evaluate Context Command", "Reset Endpoint Command",
        "Stop Ring Command", "Set TR Dequeue Pointer Command", "Reset Device Command", "Force Event Command", "Negotiate Bandwidth Command",
        "Set Latency Tolerance Value Command", "Get Port Bandwidth Command", "Force Header Command", "No-Op Command",
        "", "", "", "", "", "", "", "", "Transfer Event", "Command Completion Event", "Port Status Change Event", "Bandwidth Request Event",
        "Doorbell Event", "Host Controller Event", "Device Notification Event", "MFINDEX Wrap Event", "", "", "", "", "", "", "", "",
        "NEC Command Completion Event", "NET Get Firmware Revision Command",
    ];

    private static readonly string[] _completions =
    [
        "Invalid", "Success", "Data Buffer Error", "Babble Detected", "USB Transaction Error", "TRB Error", "Stall Error", "Resource Error",
        "Bandwidth Error", "No Slots Available Error", "Invalid Stream Type Error", "Slot Not Enabled Error", "Endpoint Not Enabled Error",
        "Short Packet", "Ring Underrun", "Ring Overrun", "VF Event Ring Full Error", "Parameter Error", "Bandwidth Overrun Error",
        "Context State Error", "No Ping Response Error", "Event Ring Full Error", "Incompatible Device Error", "Missed Service Error",
        "Command Ring Stopped", "Command Aborted", "Stopped", "Stopped - Length Invalid", "Stopped - Short Packet",
        "Max Exit Latency Too Large Error", "", "Isoch Buffer Overrun", "Event Lost Error", "Undefined Error", "Invalid Stream ID Error",
        "Secondary Bandwidth Error", "Split Transaction Error",
    ];

    public static void Write(PrintOutput output, uint field0, uint field1, uint field2, uint field3)
    {
        uint kind = Fixed.Bits(field3, 10, 6), slot = field3 >> 24, endpoint = Fixed.Bits(field3, 16, 5);
        string type = Fixed.Of(_types, kind, "UNKNOWN");
        char cycle = (field3 & 1) != 0 ? 'C' : 'c';
        switch (kind)
        {
            case 1 or 7 or 8:
                Buffer("TD size");
                Flags("B9 I6 I5 C4 S3 I2 E1 C0");
                break;
            case 2:
                output.Write($"bRequestType {field0 & 0xff:x2} bRequest {Fixed.Bits(field0, 8, 8):x2} wValue {field0 >> 24:x2}{Fixed.Bits(field0, 16, 8):x2} ");
                output.Write($"wIndex {Fixed.Bits(field1, 8, 8):x2}{field1 & 0xff:x2} wLength {field1 >> 16} length {field2 & 0x1ffff} TD size {Fixed.Bits(field2, 17, 5)} ");
                output.Write($"intr {field2 >> 22} type '{type}'");
                Flags("I6 I5 C0");
                break;
            case 3:
                Buffer("TD size");
                Flags("I6 I5 C4 S3 I2 E1 C0");
                break;
            case 4:
                Buffer("TD size");
                Flags("I5 C4 E1 C0");
                break;
            case 5:
                Buffer("TD size/TBC");
                output.Write($" TBC {Fixed.Bits(field3, 7, 2)} TLBPC {Fixed.Bits(field3, 16, 4)} frame_id {Fixed.Bits(field3, 20, 11)}");
                Flags("S31 B9 I6 I5 C4 S3 I2 E1 C0");
                break;
            case 6:
                output.Write($"LINK {field1:x8}{field0:x8} intr {field2 >> 22} type '{type}'");
                Flags("I5 C4 T1 C0");
                break;
            case >= 32 and <= 39:
                output.Write($"TRB {field1:x8}{field0:x8} status '{Fixed.Of(_completions, field2 >> 24, "Unknown!!")}' len {field2 & 0xffffff} slot {slot} ep {endpoint} type '{type}'");
                Flags("E2 C0");
                break;
            case 9 or 23:
                output.Write($"{type}: flags {cycle}");
                break;
            case 10 or 17 or 19:
                output.Write($"{type}: slot {slot} flags {cycle}");
                break;
            case 11 or 12:
                output.Write($"{type}: ctx {field1:x8}{field0:x8} slot {slot}");
                Flags(kind == 11 ? "B9 C0" : "D9 C0");
                break;
            case 13:
                output.Write($"{type}: ctx {field1:x8}{field0:x8} slot {slot} flags {cycle}");
                break;
            case 14:
                output.Write($"{type}: ctx {field1:x8}{field0:x8} slot {slot} ep {endpoint}");
                Flags("T9 C0");
                break;
            case 15:
                output.Write($"{type}: slot {slot} sp {field3 >> 23 & 1} ep {endpoint} flags {cycle}");
                break;
            case 16:
                output.Write($"{type}: deq {field1:x8}{field0:x8} stream {field2 >> 16} slot {slot} ep {endpoint} flags {cycle}");
                break;
            case 18:
                output.Write($"{type}: event {field1:x8}{field0:x8} vf intr {field2 >> 22} vf id {Fixed.Bits(field3, 16, 8)} flags {cycle}");
                break;
            case 20:
                output.Write($"{type}: belt {Fixed.Bits(field3, 16, 12)} flags {cycle}");
                break;
            case 21:
                output.Write($"{type}: ctx {field1:x8}{field0:x8} slot {slot} speed {Fixed.Bits(field3, 16, 4)} flags {cycle}");
                break;
            case 22:
                output.Write($"{type}: info {field2:x8}{field1:x8}{field0 & 0xffffffe0:x8} pkt type {field0 & 0x1f} roothub port {slot} flags {cycle}");
                break;
            default:
                output.Write($"type '{type}' -> raw {field0:x8} {field1:x8} {field2:x8} {field3:x8}");
                break;
        }

        void Buffer(string size) => output.Write(
            $"Buffer {field1:x8}{field0:x8} length {field2 & 0x1ffff} {size} {Fixed.Bits(field2, 17, 5)} intr {field2 >> 22} type '{type}'");

        // a letter and its bit: large where the bit is set
        void Flags(string letters)
        {
            output.Append(" flags ");
            bool first = true;
            foreach (string letter in letters.Split(' '))
            {
                if (!first) output.Append(':');
                first = false;
                output.Append((field3 >> int.Parse(letter.AsSpan(1)) & 1) != 0 ? letter[0] : char.ToLowerInvariant(letter[0]));
            }
        }
    }
}
