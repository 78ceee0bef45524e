namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Errors of memory that the hardware or the firmware reports.</summary>
/// <remarks>
/// struct cper_mem_err_compact, packed:
/// <code>
/// 0                 8      10     12       14     16       18    20       22
/// | validation bits | node | card | module | bank | device | row | column | bit |
/// 24             32             40          48      50             52              54
/// | requestor id | responder id | target id | rank  | array handle | device handle | extended |
/// </code>
/// Source: <c>mc_event_error_type</c>, <c>include/linux/edac.h</c>; <c>cper_*</c>, <c>drivers/firmware/efi/cper.c</c>;
/// <c>include/linux/cper.h</c>.
/// </remarks>
internal static class Ras
{
    private const int Node = 3, Card = 4, Module = 5, Bank = 6, Device = 7, Row = 8, Column = 9, BitPosition = 10, Requestor = 11, Responder = 12,
        Target = 13, Rank = 15, ModuleHandle = 17, RowExtension = 18, BankGroup = 19, BankAddress = 20, Chip = 21;

    private static readonly Version _withoutSpaces = new(5, 17);

    public static void Add(FunctionTable table)
    {
        table.Names("mc_event_error_type", "Info", "Corrected", "Uncorrected", "Deferred", "Fatal");
        table.Names("cper_severity_str", "unknown", "recoverable", "fatal", "corrected", "info");
        table.Names("cper_mem_err_type_str", "unknown", "unknown", "no error", "single-bit ECC", "multi-bit ECC", "single-symbol chipkill ECC",
            "multi-symbol chipkill ECC", "master abort", "target abort", "parity error", "watchdog timeout", "invalid address", "mirror Broken",
            "memory sparing", "scrub corrected error", "scrub uncorrected error", "physical memory map-out event");
        table.Add("cper_mem_err_unpack", (compiler, call) =>
        {
            Term data = FunctionTable.Argument(compiler, call, 1);
            string separator = compiler.Facts.Release is Version release && release < _withoutSpaces ? ": " : ":";
            return new WrittenTerm((in PrintFrame frame) => Memory(frame.Output, data.Bytes(frame), separator));
        });
    }

    private static void Memory(PrintOutput output, ReadOnlySpan<byte> data, string separator)
    {
        ulong valid = Fixed.Little64(data, 0);
        ushort bank = Fixed.Little16(data, 14), row = Fixed.Little16(data, 18);
        byte extended = Fixed.Byte(data, 54);
        if (Has(Node)) output.Write($"node{separator}{Fixed.Little16(data, 8)} ");
        if (Has(Card)) output.Write($"card{separator}{Fixed.Little16(data, 10)} ");
        if (Has(Module)) output.Write($"module{separator}{Fixed.Little16(data, 12)} ");
        if (Has(Rank)) output.Write($"rank{separator}{Fixed.Little16(data, 48)} ");
        if (Has(Bank)) output.Write($"bank{separator}{bank} ");
        if (Has(BankGroup)) output.Write($"bank_group{separator}{bank >> 8} ");
        if (Has(BankAddress)) output.Write($"bank_address{separator}{bank & 0xff} ");
        if (Has(Device)) output.Write($"device{separator}{Fixed.Little16(data, 16)} ");
        if (Has(Row) || Has(RowExtension)) output.Write($"row{separator}{row | (Has(RowExtension) ? (extended & 3) << 16 : 0)} ");
        if (Has(Column)) output.Write($"column{separator}{Fixed.Little16(data, 20)} ");
        if (Has(BitPosition)) output.Write($"bit_position{separator}{Fixed.Little16(data, 22)} ");
        if (Has(Requestor)) output.Write($"requestor_id{separator}0x{Fixed.Little64(data, 24):x16} ");
        if (Has(Responder)) output.Write($"responder_id{separator}0x{Fixed.Little64(data, 32):x16} ");
        if (Has(Target)) output.Write($"target_id{separator}0x{Fixed.Little64(data, 40):x16} ");
        if (Has(Chip)) output.Write($"chip_id{separator}{extended >> 5} ");
        // the kernel prints the name of the slot where its firmware tells one; the record holds the handle only
        if (Has(ModuleHandle)) output.Write($"DIMM location: not present. DMI handle: 0x{Fixed.Little16(data, 52):x4} ");

        bool Has(int bit) => (valid >> bit & 1) != 0;
    }
}
