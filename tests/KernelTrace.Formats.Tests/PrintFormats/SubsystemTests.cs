using KernelTrace.Formats.Events;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Tests.PrintFormats;

/// <summary>Functions of subsystems, against lines worked out by hand from the documents of the hardware and from what the
/// kernel prints.</summary>
public sealed class SubsystemTests
{
    [Theory]
    [InlineData("28 00 00 00 08 00 00 00 08 00", "lba=2048 txlen=8 protect=0")]
    [InlineData("08 1f ff ff 00 00", "lba=2097151 txlen=256")]
    [InlineData("41 28 00 00 00 01 00 00 02 00", "lba=1 txlen=2 protect=1 unmap=1")]
    [InlineData("a8 00 00 01 00 00 00 00 01 00", "lba=65536 txlen=256 protect=0")]
    [InlineData("8a 00 00 00 00 01 00 00 00 00 00 00 00 10 00 00", "lba=4294967296 txlen=16 protect=0")]
    [InlineData("42 00 00 00 00 00 00 00 18 00", "regions=1")]
    [InlineData("9e 10 00 00 00 00 00 00 00 00 00 00 00 20 00 00", "READ_CAPACITY_16 lba=0 alloc_len=32")]
    [InlineData("9e 1f", "UNKNOWN")]
    [InlineData("a3 0c 00 00 00 00 00 00 02 00", "REPORT_SUPPORTED_OPERATION_CODES alloc_len=512")]
    [InlineData("94 04 00 00 00 00 00 00 00 05 00 00 00 00 01", "RESET_WRITE_POINTER zone=5 all=1")]
    [InlineData("7f 00 00 00 00 00 00 18 00 0b 20 00 00 00 00 00 00 00 00 07 00 00 00 07 00 00 00 00 00 00 00 01", "WRITE_32 lba=7 txlen=1 protect=1 ei_lbrt=7")]
    [InlineData("12 00 00 00 24 00", "-")]
    [InlineData("", "-")]
    public void Scsi_commands(string bytes, string expected) =>
        Assert.Equal(expected, Of("scsi_trace_parse_cdb(p, __get_dynamic_array(data), 32)", bytes: Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))));

    [Theory]
    [InlineData("libata_trace_parse_status(p, 0x50)", "{ DRDY DSC }")]
    [InlineData("libata_trace_parse_status(p, 0)", "{ }")]
    [InlineData("libata_trace_parse_eh_err_mask(p, 0)", "0")]
    [InlineData("libata_trace_parse_eh_err_mask(p, 0x404)", "404{ TIMEOUT NCQ }")]
    [InlineData("libata_trace_parse_eh_action(p, 6)", "6{ RESET }")]
    [InlineData("libata_trace_parse_qc_flags(p, 0x1000b)", "1000b{ ACTIVE DMAMAP IO FAILED }")]
    [InlineData("libata_trace_parse_tf_flags(p, 0x1f)", "1f{ LBA48 ISADDR DEV WRITE LBA }")]
    [InlineData("libata_trace_parse_subcmd(p, 0x64, 0, 0)", " DATASET_MANAGEMENT")]
    [InlineData("libata_trace_parse_subcmd(p, 0x25, 0, 0)", "")]
    [InlineData("blk_op_str(9)", "WRITE_ZEROES")]
    [InlineData("blk_op_str(200)", "UNKNOWN")]
    [InlineData("blk_zone_cond_str(14)", "FULL")]
    [InlineData("xen_hypercall_name(1)", "(mmu_update)")]
    [InlineData("xen_hypercall_name(11)", "")]
    [InlineData("mc_event_error_type(9)", "Info")]
    [InlineData("str_yes_no(2)", "yes")]
    [InlineData("usb_speed_string(5)", "super-speed")]
    [InlineData("ucsi_cmd_str(0x10012)", "GET_CONNECTOR_STATUS")]
    [InlineData("parse_cm_state(99)", "Bad state")]
    [InlineData("decode_prq_descriptor(p, 256, 0x0030010000080000, 0x1003, 0, 0)", "rid=0x8 addr=0x1 rwxp- pasid=0x100 index=0x0")]
    public void Numbers_by_name(string call, string expected) => Assert.Equal(expected, Of(call));

    [Theory]
    [InlineData(0x80, 6, 0x0100, 0, 18, "Get Device Descriptor(Index = 0, Length = 18)")]
    [InlineData(0x00, 5, 3, 0, 0, "Set Address(Addr = 03)")]
    [InlineData(0x02, 1, 0, 0x81, 0, "Clear Endpoint Feature(Halt ep1in)")]
    [InlineData(0x00, 3, 2, 4, 0, "Set Device Feature(Test Mode: TEST_PACKET)")]
    [InlineData(0x21, 10, 1, 2, 3, "Type=Class Recipient=Interface Dir=OUT bRequest=10 wValue=1 wIndex=2 wLength=3")]
    public void Usb_requests(int type, int request, int value, int index, int length, string expected) =>
        Assert.Equal(expected, Of($"usb_decode_ctrl(p, 500, {type}, {request}, {value}, {index}, {length})"));

    [Theory]
    [InlineData("xhci_decode_trb(p, 500, 0x0e5a0000, 0x1, 0x00000400, 0x00000421)",
        "Buffer 000000010e5a0000 length 1024 TD size 0 intr 0 type 'Normal' flags b:i:I:c:s:i:e:C")]
    [InlineData("xhci_decode_trb(p, 500, 0x01000680, 0x00120000, 0x00000008, 0x00000841)",
        "bRequestType 80 bRequest 06 wValue 0100 wIndex 0000 wLength 18 length 8 TD size 0 intr 0 type 'Setup Stage' flags I:i:C")]
    [InlineData("xhci_decode_trb(p, 500, 0x1000, 0, 0x0d000006, 0x01038001)",
        "TRB 0000000000001000 status 'Short Packet' len 6 slot 1 ep 3 type 'Transfer Event' flags e:C")]
    [InlineData("xhci_decode_trb(p, 500, 0x2000, 0, 0, 0x01002e00)", "Address Device Command: ctx 0000000000002000 slot 1 flags B:c")]
    [InlineData("xhci_decode_trb(p, 500, 0x3000, 0, 0, 0x00001803)", "LINK 0000000000003000 intr 0 type 'Link' flags i:c:T:C")]
    [InlineData("xhci_decode_trb(p, 500, 1, 2, 3, 0xfc00)", "type 'UNKNOWN' -> raw 00000001 00000002 00000003 0000fc00")]
    [InlineData("xhci_decode_portsc(p, 0x00021203)",
        "0x00021203 Powered Connected Enabled Link:U0 PortSpeed:4 Change: CSC Wake: ")]
    [InlineData("xhci_decode_portsc(p, 0xffffffff)", "0xffffffff ")]
    [InlineData("xhci_decode_ctrl_ctx(p, 8, 0xb)", "Drop: 1in, Add: slot ep0 1in")]
    [InlineData("xhci_decode_doorbell(p, 0, 0)", "Command Ring 0")]
    [InlineData("xhci_decode_doorbell(p, 2, 3)", "Slot 2 ep1in")]
    [InlineData("xhci_decode_doorbell(p, 2, 0x50003)", "Slot  Stream 5")]
    [InlineData("xhci_decode_slot_context(p, 0x08400000, 0x00010000, 0, 0x10000005)",
        "RS 00000 super-speed Ctx Entries 1 MEL 0 us Port# 1/0 [TT Slot 0 Port# 0 TTT 0 Intr 0] Addr 5 State addressed")]
    [InlineData("xhci_decode_ep_context(p, 1, 0x02000026, 0x1000, 8)",
        "State running mult 1 max P. Streams 0 interval 125 us max ESIT payload 0 CErr 3 Type Ctrl burst 0 maxp 512 deq 0000000000001000 avg trb len 8")]
    [InlineData("dwc3_decode_event(p, 500, 0x00000101, 0)", "Reset [U0]")]
    [InlineData("dwc3_decode_event(p, 500, 0x0000c040, 2)", "ep0out: Transfer Complete (sIL) [Data Phase]")]
    public void Usb_controllers(string call, string expected) => Assert.Equal(expected, Of(call));

    [Theory]
    [InlineData("nvme_trace_parse_nvm_cmd(p, 2, __get_dynamic_array(data))", "0008000000000000070000000000000000000000", "slba=2048, len=7, ctrl=0x0, dsmgmt=0, reftag=0")]
    [InlineData("nvme_trace_parse_admin_cmd(p, 6, __get_dynamic_array(data))", "0100000000000000", "cns=1, ctrlid=0")]
    [InlineData("nvme_trace_parse_admin_cmd(p, 0x7f, __get_dynamic_array(data))", "0102", "cdw10=01 02")]
    [InlineData("nvme_trace_parse_fabrics_cmd(p, 4, __get_dynamic_array(data))", "010000001c000000", "attrib=1, ofst=0x1c")]
    [InlineData("nvmet_trace_parse_admin_cmd(p, 1, __get_dynamic_array(data))", "0100", "cdw10=01 00")]
    [InlineData("nvme_trace_disk_name(p, __get_dynamic_array(data))", "6e766d65306e3100", "disk=nvme0n1, ")]
    [InlineData("nvme_trace_disk_name(p, __get_dynamic_array(data))", "00", "")]
    [InlineData("show_data(p, 1, __get_dynamic_array(data), 3)", "000000000300000005201000", "route=3, offset=0x5, len=1, port=2, config=0x0, seq=0, data=[0x00000000, 0x00000003, 0x00102005]")]
    [InlineData("print_u32_array(p, __get_dynamic_array(data), 2)", "0100000002000000", "0x1 0x2")]
    [InlineData("print_ip_addr(p, __get_dynamic_array(data), 0x5000, 1)", "0100007f", "127.0.0.1:80")]
    [InlineData("cper_mem_err_unpack(p, __get_dynamic_array(data))", "180000000000000000000200030000000000", "node:0 card:2 ")]
    public void Bytes_of_the_record(string call, string bytes, string expected) => Assert.Equal(expected, Of(call, bytes: Convert.FromHexString(bytes)));

    [Fact]
    public void Enumerators_of_the_kernel_count_before_those_that_are_built_in()
    {
        Assert.Equal("ZONE_OPEN", Of("blk_op_str(11)"));
        Assert.Equal("ZONE_CLOSE", Of("blk_op_str(11)", new Facts(new Version(6, 1))));
        Assert.Equal("ZONE_FINISH", Of("blk_op_str(11)", new Facts(new Version(6, 1), ("REQ_OP_ZONE_FINISH", 11), ("REQ_OP_ZONE_CLOSE", 12))));
    }

    [Theory]
    [InlineData("scsi_trace_parse_cdb(p)")]
    [InlineData("hfi1_trace_fmt_lrh()")]
    [InlineData("xhci_decode_trb(p, 500, 1)")]
    [InlineData("nvme_trace_disk_name(p)")]
    public void Too_few_arguments_are_an_error(string call) => Assert.NotNull(Printer(call, null).Error);

    private static string Of(string call, KernelFacts? facts = null, byte[]? bytes = null)
    {
        EventPrinter printer = Printer(call, facts);
        Assert.True(printer.Error is null, printer.Error?.Message);
        bytes ??= [];
        return printer.Print(Decoding.Record(12 + bytes.Length, (8, BitConverter.GetBytes(bytes.Length << 16 | 12)), (12, bytes)));
    }

    private static EventPrinter Printer(string call, KernelFacts? facts) => new(
        EventFormatParser.Parse("test", FormatText.Of("call", $"\"%s\", {call}", FormatText.Field("__data_loc u8[] data", 8, 4))), facts ?? KernelFacts.None);

    private sealed class Facts(Version release, params (string Name, long Value)[] constants) : KernelFacts
    {
        public override Version Release => release;

        public override bool TryFindConstant(string name, out long value)
        {
            value = constants.FirstOrDefault(constant => constant.Name == name).Value;
            return value != 0;
        }
    }
}
