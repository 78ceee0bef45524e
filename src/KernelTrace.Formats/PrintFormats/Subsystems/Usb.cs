namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>USB: speeds, states, and control requests spelled out.</summary>
/// <remarks>Source: <c>usb_speed_string</c>, <c>usb_state_string</c>, <c>drivers/usb/common/common.c</c>;
/// <c>usb_decode_ctrl</c>, <c>drivers/usb/common/debug.c</c>; numbers: <c>include/uapi/linux/usb/ch9.h</c>.</remarks>
internal static class Usb
{
    private static readonly string[] _features = ["Self Powered", "Remote Wakeup", "Test Mode"];
    private static readonly string[] _tests = ["", ": TEST_J", ": TEST_K", ": TEST_SE0_NAK", ": TEST_PACKET", ": TEST_FORCE_EN"];

    private static readonly string[] _descriptors =
    [
        "", "Device", "Configuration", "String", "Interface", "Endpoint", "Device Qualifier", "Other Speed Config", "Interface Power",
        "OTG", "Debug", "Interface Association", "", "", "", "BOS", "Device Capability",
    ];

    public static void Add(FunctionTable table)
    {
        table.Names("usb_speed_string", "UNKNOWN", "UNKNOWN", "low-speed", "full-speed", "high-speed", "wireless", "super-speed", "super-speed-plus");
        table.Names("usb_state_string", "UNKNOWN", "not attached", "attached", "powered", "reconnecting", "unauthenticated", "default", "addressed", "configured", "suspended");
        table.Numbers("usb_decode_ctrl", 2, 5, (output, values) =>
            Control(output, (byte)values[0], (byte)values[1], (ushort)values[2], (ushort)values[3], (ushort)values[4]));
    }

    private static void Control(PrintOutput output, byte type, byte request, ushort value, ushort index, ushort length)
    {
        string inOrOut = (index & 0x80) != 0 ? "in" : "out", verb = request == 1 ? "Clear" : "Set";
        int endpoint = index & ~0x80, recipient = type & 0x1f;
        switch ((type & 0x60) == 0 ? request : byte.MaxValue)
        {
            case 0:
                if (recipient == 0) output.Write($"Get Device Status(Length = {length})");
                else if (recipient == 1) output.Write($"Get Interface Status(Intf = {index}, Length = {length})");
                else if (recipient == 2) output.Write($"Get Endpoint Status(ep{endpoint}{inOrOut})");
                break;
            case 1 or 3:
                if (recipient == 0) output.Write($"{verb} Device Feature({Feature(value)}{(value == 2 ? Fixed.Of(_tests, index, ": UNKNOWN") : "")})");
                else if (recipient == 1) output.Write($"{verb} Interface Feature({(value == 0 ? "Function Suspend" : "UNKNOWN")})");
                else if (recipient == 2) output.Write($"{verb} Endpoint Feature({(value == 0 ? "Halt" : "UNKNOWN")} ep{endpoint}{inOrOut})");
                break;
            case 5:
                output.Write($"Set Address(Addr = {value:x2})");
                break;
            case 6 or 7:
                output.Write($"{(request == 6 ? "Get" : "Set")} {Descriptor(value >> 8)} Descriptor(Index = {value & 0xff}, Length = {length})");
                break;
            case 8:
                output.Write($"Get Configuration(Length = {length})");
                break;
            case 9:
                output.Write($"Set Configuration(Config = {(byte)value})");
                break;
            case 10:
                output.Write($"Get Interface(Intf = {index}, Length = {length})");
                break;
            case 11:
                output.Write($"Set Interface(Intf = {index}, Alt.Setting = {(byte)value})");
                break;
            case 12:
                output.Write($"Synch Frame(Endpoint = {index}, Length = {length})");
                break;
            case 0x30:
                output.Write($"Set SEL(Length = {length})");
                break;
            case 0x31:
                output.Write($"Set Isochronous Delay(Delay = {(byte)value} ns)");
                break;
            default:
                string kind = (type & 0x60) switch { 0 => "Standard", 0x40 => "Vendor", 0x20 => "Class", _ => "Unknown" };
                string to = recipient switch { 0 => "Device", 1 => "Interface", 2 => "Endpoint", _ => "Unknown" };
                output.Write($"Type={kind} Recipient={to} Dir={((type & 0x80) != 0 ? "IN" : "OUT")} bRequest={request} wValue={value} wIndex={index} wLength={length}");
                break;
        }
    }

    private static string Feature(ushort value) => value switch
    {
        48 => "U1 Enable",
        49 => "U2 Enable",
        50 => "LTM Enable",
        _ => Fixed.Of(_features, value, "UNKNOWN"),
    };

    private static string Descriptor(int type) => type switch
    {
        0x24 => "Pipe Usage",
        0x30 => "SS Endpoint Companion",
        0x31 => "SSP Isochronous Endpoint Companion",
        _ => Fixed.Of(_descriptors, (uint)type, "UNKNOWN"),
    };
}
