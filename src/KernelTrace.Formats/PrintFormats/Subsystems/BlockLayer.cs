using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Block devices: operations, conditions of zones, names of disks.</summary>
/// <remarks>Source: <c>blk_op_str</c>, <c>block/blk-core.c</c>; <c>blk_zone_cond_str</c>, <c>block/blk-zoned.c</c>;
/// <c>nullb_trace_disk_name</c>, <c>drivers/block/null_blk/trace.c</c>; <c>enum req_op</c>,
/// <c>include/linux/blk_types.h</c>.</remarks>
internal static class BlockLayer
{
    private static readonly Version _writeSameEnds = new(5, 18), _evenOpsDoNotWrite = new(6, 18);

    public static void Add(FunctionTable table)
    {
        table.Names("blk_op_str", "UNKNOWN", Operations);
        table.Names("blk_zone_cond_str", "UNKNOWN", (0, "NOT_WP"), (1, "EMPTY"), (2, "IMP_OPEN"), (3, "EXP_OPEN"), (4, "CLOSED"),
            (0xd, "READONLY"), (0xe, "FULL"), (0xf, "OFFLINE"), (0xff, "ACTIVE"));
        foreach (string function in (string[])["nullb_trace_disk_name", "nvme_trace_disk_name", "nvmet_trace_disk_name"])
            table.Add(function, DiskName);
    }

    /// <summary>The numbers of operations on zones were changed, in older kernels as well; type information tells which a
    /// kernel has.</summary>
    private static (long, string)[] Operations(KernelFacts facts)
    {
        bool isOld = facts.Release is Version release && release < _evenOpsDoNotWrite;
        var names = new List<(long, string)> { (0, "READ"), (1, "WRITE"), (2, "FLUSH"), (3, "DISCARD"), (5, "SECURE_ERASE"), (9, "WRITE_ZEROES"), (34, "DRV_IN"), (35, "DRV_OUT") };
        foreach ((string name, int before, int now) in ((string, int, int)[])[
            ("ZONE_APPEND", 13, 7), ("ZONE_OPEN", 10, 11), ("ZONE_CLOSE", 11, 13), ("ZONE_FINISH", 12, 15), ("ZONE_RESET", 15, 17), ("ZONE_RESET_ALL", 17, 19)])
        {
            names.Add((facts.TryFindConstant("REQ_OP_" + name, out long value) ? value : isOld ? before : now, name));
        }

        if (facts.Release < _writeSameEnds) names.Add((7, "WRITE_SAME"));
        return [.. names];
    }

    /// <summary>The disk, where there is one.</summary>
    private static WrittenTerm DiskName(PrintCompiler compiler, CallSyntax call)
    {
        Term name = FunctionTable.Argument(compiler, call, 1);
        return new WrittenTerm((in PrintFrame frame) =>
        {
            if (Fixed.Byte(name.Bytes(frame), 0) == 0) return;
            frame.Output.Append("disk=");
            name.Write(frame, -1);
            frame.Output.Append(", ");
        });
    }
}
