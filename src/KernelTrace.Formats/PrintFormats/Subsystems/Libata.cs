namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>ATA: status, flags and errors by name, and subcommands.</summary>
/// <remarks>Source: <c>drivers/ata/libata-trace.c</c>; the bits: <c>include/linux/ata.h</c>,
/// <c>include/linux/libata.h</c>.</remarks>
internal static class Libata
{
    private static readonly (uint, string)[] _status =
        [(0x80, "BUSY"), (0x40, "DRDY"), (0x20, "DF"), (0x10, "DSC"), (0x08, "DRQ"), (0x04, "CORR"), (0x02, "SENSE"), (0x01, "ERR")];

    private static readonly (uint, string)[] _hostStatus = [(4, "INTR"), (2, "ERR"), (1, "ACTIVE")];
    private static readonly (uint, string)[] _action = [(1, "REVALIDATE"), (2 | 4, "RESET"), (8, "ENABLE_LINK"), (32, "PARK")];

    private static readonly (uint, string)[] _error =
    [
        (1 << 0, "DEV"), (1 << 1, "HSM"), (1 << 2, "TIMEOUT"), (1 << 3, "MEDIA"), (1 << 4, "ATA_BUS"), (1 << 5, "HOST_BUS"),
        (1 << 6, "SYSTEM"), (1 << 7, "INVALID"), (1 << 8, "OTHER"), (1 << 9, "NODEV_HINT"), (1 << 10, "NCQ"),
    ];

    private static readonly (uint, string)[] _command =
    [
        (1 << 0, "ACTIVE"), (1 << 1, "DMAMAP"), (1 << 3, "IO"), (1 << 4, "RESULT_TF"), (1 << 5, "CLEAR_EXCL"), (1 << 6, "QUIET"),
        (1 << 7, "RETRY"), (1 << 16, "FAILED"), (1 << 17, "SENSE_VALID"), (1 << 18, "EH_SCHEDULED"),
    ];

    private static readonly (uint, string)[] _taskFile =
        [(1 << 0, "LBA48"), (1 << 1, "ISADDR"), (1 << 2, "DEV"), (1 << 3, "WRITE"), (1 << 4, "LBA"), (1 << 5, "FUA"), (1 << 6, "POLL")];

    public static void Add(FunctionTable table)
    {
        table.Numbers("libata_trace_parse_status", 1, 1, (output, values) => Names(output, (byte)values[0], _status));
        table.Numbers("libata_trace_parse_host_stat", 1, 1, (output, values) => Names(output, (byte)values[0], _hostStatus));
        Flags(table, "libata_trace_parse_eh_action", _action);
        Flags(table, "libata_trace_parse_eh_err_mask", _error);
        Flags(table, "libata_trace_parse_qc_flags", _command);
        Flags(table, "libata_trace_parse_tf_flags", _taskFile);
        table.Numbers("libata_trace_parse_subcmd", 1, 3, (output, values) => output.Append(Subcommand((byte)values[0], (byte)values[1], (byte)values[2])));
    }

    private static void Flags(FunctionTable table, string function, (uint, string)[] names) => table.Numbers(function, 1, 1, (output, values) =>
    {
        output.Write($"{(uint)values[0]:x}");
        if ((uint)values[0] != 0) Names(output, (uint)values[0], names);
    });

    private static void Names(PrintOutput output, uint value, (uint, string)[] names)
    {
        output.Append("{ ");
        foreach ((uint bits, string name) in names)
        {
            if ((value & bits) == 0) continue;
            output.Append(name);
            output.Append(' ');
        }

        output.Append('}');
    }

    private static string Subcommand(byte command, byte feature, byte sectors) => (command, command is 0x64 or 0x65 ? sectors & 0x5f : feature) switch
    {
        (0x65, 1) => " READ_LOG_DMA_EXT", // FPDMA_RECV
        (0x65, 2) => " ZAC_MGMT_IN",
        (0x64, 0) => " DATASET_MANAGEMENT", // FPDMA_SEND
        (0x64, 2) => " WRITE_LOG_DMA_EXT",
        (0x63, 0) => " ABORT_QUEUE", // NCQ_NON_DATA
        (0x63, 5) => " SET_FEATURES",
        (0x63, 6) => " ZERO_EXT",
        (0x63, 7) => " ZAC_MGMT_OUT",
        (0x4a, 0) => " REPORT_ZONES", // ZAC_MGMT_IN
        (0x9f, 1) => " CLOSE_ZONE", // ZAC_MGMT_OUT
        (0x9f, 2) => " FINISH_ZONE",
        (0x9f, 3) => " OPEN_ZONE",
        (0x9f, 4) => " RESET_WRITE_POINTER",
        _ => "",
    };
}
