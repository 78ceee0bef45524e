using KernelTrace.Formats.Btf;

namespace KernelTrace.Formats.Tests.Support;

/// <summary>A small kernel's types: some of each kind.</summary>
internal static class BtfSample
{
    public static BtfBuilder Builder()
    {
        var b = new BtfBuilder();
        int ulongType = b.Int("long unsigned int", 8), intType = b.Int("int", 4, signed: true), charType = b.Int("char", 1);
        int uintType = b.Int("unsigned int", 4), longType = b.Int("long int", 8, signed: true);
        int u32 = b.Typedef("u32", b.Typedef("__u32", uintType)), gfp = b.Typedef("gfp_t", uintType);
        int text = b.Pointer(b.Const(charType)), anything = b.Pointer(0);
        int comm = b.Array(charType, 16);
        // struct page { unsigned long flags; union { struct { struct page *next; int count; }; void *s_mem; }; ... }
        int page = b.NextId + 3;
        int pagePointer = b.Pointer(page);
        int inner = b.Struct("", 16, ("next", pagePointer, 0), ("count", intType, 64));
        int either = b.Union("", 16, ("", inner, 0), ("s_mem", anything, 0));
        b.Struct("page", 32, ("flags", ulongType, 0), ("", either, 64), ("named", b.NextId + 1, 192));
        b.Union("", 8, ("low", u32, 0), ("all", longType, 0));
        b.BitStruct("role", 4, ("level", uintType, 0, 4), ("direct", uintType, 4, 1), ("delta", intType, 5, 3), ("rest", charType, 24, 0));
        b.Union("role_union", 4, ("word", u32, 0), ("role", b.NextId - 1, 0));
        b.Enum("zone_type", false, ("ZONE_DMA", 0), ("ZONE_NORMAL", 2), ("ZONE_HIGH", -2));
        b.Enum("", true, ("MINUS", -1), ("ZONE_DMA", 77));
        b.Enum64("wide", false, ("WIDE", 1L << 40), ("ALL", -1));
        b.Enum64("wide_signed", true, ("WIDE_MINUS", -(1L << 40)));
        int fops = b.Struct("file_operations", 16,
            ("open", b.Pointer(b.Prototype(intType, ("", pagePointer), ("", text))), 0), ("table", b.Pointer(comm), 64));
        b.Function("vfs_read", b.Prototype(longType, ("page", pagePointer), ("buf", text), ("gfp", gfp)));
        b.Function("_printk", b.Prototype(intType, ("fmt", text), ("", 0)));
        b.Function("schedule", b.Prototype(0));
        b.Function("signal", b.Prototype(b.Pointer(b.Prototype(0, ("", intType))), ("nr", intType)));
        b.Add(7, "hidden", 0);
        b.Add(7, "hidden_union", 0, flag: true);
        b.Pointer(b.Add(18, "user", (uint)charType));
        int variable = b.Add(14, "vmemmap_base", (uint)ulongType, more: 1);
        b.Add(15, ".data..percpu", 128, 1, false, (uint)variable, 64, 8);
        b.Add(16, "double", 8);
        b.Add(17, "note", (uint)fops, more: uint.MaxValue);
        b.Add(9, "", (uint)intType);
        b.Add(11, "", (uint)anything);
        b.Struct("task_struct", 24, ("state", b.Add(9, "", (uint)longType), 0), ("comm", comm, 64));
        b.Struct("flexible", 4, ("count", intType, 0), ("items", b.Array(intType, 0), 32));
        return b;
    }

    public static BtfTypes Types { get; } = BtfTypes.Parse(Builder().Build());
}
