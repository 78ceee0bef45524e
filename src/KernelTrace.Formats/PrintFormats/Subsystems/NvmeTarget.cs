namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>NVMe commands as a target sees them: fewer of them than the host spells out.</summary>
/// <remarks>Source: <c>drivers/nvme/target/trace.c</c>.</remarks>
internal static class NvmeTarget
{
    public static void Add(FunctionTable table)
    {
        table.Bytes("nvmet_trace_parse_admin_cmd", 2, 1, 1, (output, words, values) =>
        {
            if (values[0] is 0x06 or 0x09 or 0x0a or 0x86) Nvme.Admin(output, (byte)values[0], words);
            else Nvme.Raw(output, "cdw10=", words);
        });
        table.Bytes("nvmet_trace_parse_nvm_cmd", 2, 1, 1, (output, words, values) =>
        {
            if (values[0] is 0x01 or 0x02 or 0x08 or 0x09 or 0x79 or 0x7a or 0x7d) Nvme.Io(output, (byte)values[0], words);
            else Nvme.Raw(output, "cdw10=", words);
        });
        table.Bytes("nvmet_trace_parse_fabrics_cmd", 2, 1, 1, (output, words, values) => Nvme.Fabrics(output, (byte)values[0], words));

        // a controller has no number until it is connected
        table.Numbers("nvmet_trace_ctrl_id", 1, 1, (output, values) =>
        {
            if (values[0] == 0) output.Append('_');
            else output.AppendDecimal(values[0]);
        });
    }
}
