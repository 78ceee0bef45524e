namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>USB Type-C controllers: commands and recipients.</summary>
/// <remarks>Source: <c>drivers/usb/typec/ucsi/trace.c</c>, <c>ucsi.h</c>.</remarks>
internal static class Ucsi
{
    private static readonly string[] _commands =
    [
        "", "PPM_RESET", "CANCEL", "CONNECTOR_RESET", "ACK_CC_CI", "SET_NOTIFICATION_ENABLE", "GET_CAPABILITY", "GET_CONNECTOR_CAPABILITY",
        "SET_UOM", "SET_UOR", "SET_PDM", "SET_PDR", "GET_ALTERNATE_MODES", "GET_CAM_SUPPORTED", "GET_CURRENT_CAM", "SET_NEW_CAM",
        "GET_PDOS", "GET_CABLE_PROPERTY", "GET_CONNECTOR_STATUS", "GET_ERROR_STATUS",
    ];

    public static void Add(FunctionTable table)
    {
        table.Numbers("ucsi_cmd_str", 0, 1, (output, values) => output.Append(Fixed.Of(_commands, (byte)values[0], "Unknown command")));
        table.Names("ucsi_recipient_str", "", "port", "partner", "plug (prime)", "plug (double prime)");
    }
}
