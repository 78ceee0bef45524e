namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>SCSI commands: what is in a command descriptor block.</summary>
/// <remarks>Source: <c>scsi_trace_parse_cdb</c>, <c>drivers/scsi/scsi_trace.c</c>; operation codes and service actions:
/// <c>include/scsi/scsi_proto.h</c>. Numbers in it are big endian.</remarks>
internal static class Scsi
{
    private static readonly string[] _maintenanceIn =
    [
        "", "", "", "", "", "REPORT_IDENTIFYING_INFORMATION", "", "", "", "", "REPORT_TARGET_PORT_GROUPS", "REPORT_ALIASES",
        "REPORT_SUPPORTED_OPERATION_CODES", "REPORT_SUPPORTED_TASK_MANAGEMENT_FUNCTIONS", "REPORT_PRIORITY", "REPORT_TIMESTAMP",
        "MANAGEMENT_PROTOCOL_IN",
    ];

    private static readonly string[] _maintenanceOut =
    [
        "", "", "", "", "", "", "SET_IDENTIFYING_INFORMATION", "", "", "", "SET_TARGET_PORT_GROUPS", "CHANGE_ALIASES", "", "",
        "SET_PRIORITY", "SET_TIMESTAMP", "MANAGEMENT_PROTOCOL_OUT",
    ];

    private static readonly string[] _zoneOut = ["", "CLOSE_ZONE", "FINISH_ZONE", "OPEN_ZONE", "RESET_WRITE_POINTER"];

    public static void Add(FunctionTable table) => table.Bytes("scsi_trace_parse_cdb", 1, 2, 1, (output, cdb, _) => Write(output, cdb));

    private static void Write(PrintOutput output, ReadOnlySpan<byte> cdb)
    {
        byte operation = Fixed.Byte(cdb, 0);
        int protect = Fixed.Byte(cdb, 1) >> 5, unmap = Fixed.Byte(cdb, 1) >> 3 & 1;
        byte action = (byte)(Fixed.Byte(cdb, 1) & 0x1f);
        switch (operation)
        {
            case 0x08 or 0x0a: // READ_6, WRITE_6: a length of zero is one of 256
                int length = Fixed.Byte(cdb, 4);
                output.Write($"lba={Fixed.Big32(cdb, 0) & 0x1fffff} txlen={(length == 0 ? 256 : length)}");
                break;
            case 0x28 or 0x2f or 0x2a or 0x41: // READ_10, VERIFY, WRITE_10, WRITE_SAME
                output.Write($"lba={Fixed.Big32(cdb, 2)} txlen={Fixed.Big16(cdb, 7)} protect={protect}");
                if (operation == 0x41) output.Write($" unmap={unmap}");
                break;
            case 0xa8 or 0xaf or 0xaa: // READ_12, VERIFY_12, WRITE_12
                output.Write($"lba={Fixed.Big32(cdb, 2)} txlen={Fixed.Big32(cdb, 6)} protect={protect}");
                break;
            case 0x88 or 0x8f or 0x8a or 0x93: // READ_16, VERIFY_16, WRITE_16, WRITE_SAME_16
                output.Write($"lba={Fixed.Big64(cdb, 2)} txlen={Fixed.Big32(cdb, 10)} protect={protect}");
                if (operation == 0x93) output.Write($" unmap={unmap}");
                break;
            case 0x9c: // WRITE_ATOMIC_16
                output.Write($"lba={Fixed.Big64(cdb, 2)} txlen={Fixed.Big16(cdb, 12)} boundary_size={Fixed.Big16(cdb, 10)}");
                break;
            case 0x42: // UNMAP
                output.Write($"regions={((uint)Fixed.Big16(cdb, 7) - 8) / 16}");
                break;
            case 0x9e: // SERVICE_ACTION_IN_16
                string service = action switch { 0x10 => "READ_CAPACITY_16", 0x12 => "GET_LBA_STATUS", _ => "" };
                if (Known(output, service)) output.Write($"{service} lba={Fixed.Big64(cdb, 2)} alloc_len={Fixed.Big32(cdb, 10)}");
                break;
            case 0x7f: // VARIABLE_LENGTH_CMD
                Long(output, cdb);
                break;
            case 0xa3 or 0xa4: // MAINTENANCE_IN, MAINTENANCE_OUT
                string maintenance = Fixed.Of(operation == 0xa3 ? _maintenanceIn : _maintenanceOut, action, "");
                if (Known(output, maintenance)) output.Write($"{maintenance} alloc_len={Fixed.Big32(cdb, 6)}");
                break;
            case 0x95: // ZBC_IN
                byte options = Fixed.Byte(cdb, 14);
                if (Known(output, action == 0 ? "REPORT_ZONES" : ""))
                    output.Write($"REPORT_ZONES zone={Fixed.Big64(cdb, 2)} alloc_len={Fixed.Big32(cdb, 10)} options={options & 0x3f} partial={options >> 7}");
                break;
            case 0x94: // ZBC_OUT
                string zone = Fixed.Of(_zoneOut, action, "");
                if (Known(output, zone)) output.Write($"{zone} zone={Fixed.Big64(cdb, 2)} all={Fixed.Byte(cdb, 14) & 1}");
                break;
            default:
                output.Append('-');
                break;
        }
    }

    private static bool Known(PrintOutput output, string command)
    {
        if (command.Length == 0) output.Append("UNKNOWN");
        return command.Length > 0;
    }

    /// <summary>A command of 32 bytes.</summary>
    private static void Long(PrintOutput output, ReadOnlySpan<byte> cdb)
    {
        int action = Fixed.Big16(cdb, 8);
        string command = action switch { 9 => "READ", 10 => "VERIFY", 11 => "WRITE", 13 => "WRITE_SAME", _ => "" };
        if (command.Length == 0)
        {
            output.Append('-');
            return;
        }

        byte flags = Fixed.Byte(cdb, 10);
        output.Write($"{command}_32 lba={Fixed.Big64(cdb, 12)} txlen={Fixed.Big32(cdb, 28)} protect={flags >> 5} ei_lbrt={Fixed.Big32(cdb, 20)}");
        if (action == 13) output.Write($" unmap={flags >> 3 & 1}");
    }
}
