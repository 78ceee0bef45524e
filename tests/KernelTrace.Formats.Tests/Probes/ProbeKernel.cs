using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Probes;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Probes;

/// <summary>A kernel of a few structs and functions, of sizes and places that can be counted by hand.</summary>
internal static class ProbeKernel
{
    public static BtfTypes Types { get; } = Build();

    public static FunctionScope Scope(string function = "do_read", bool isReturn = false, ProbeMachine? machine = null, string? whyNot = null)
    {
        Types.TryFindFunction(function, out BtfType type);
        return new FunctionScope(function, type, machine ?? ProbeMachine.X64) { IsReturn = isReturn, Types = Types, WhyNoArguments = whyNot };
    }

    private static BtfTypes Build()
    {
        var b = new BtfBuilder();
        int charType = b.Int("char", 1), u8 = b.Typedef("u8", b.Int("unsigned char", 1)), bytes = b.NextId - 2;
        int intType = b.Int("int", 4, signed: true), uintType = b.Int("unsigned int", 4), ulongType = b.Int("long unsigned int", 8);
        int longType = b.Int("long int", 8, signed: true), shortType = b.Int("short unsigned int", 2), wide = b.Int("__int128", 16, signed: true);
        int text = b.Pointer(b.Const(charType)), writable = b.Pointer(charType), name = b.Pointer(b.Const(bytes)), anything = b.Pointer(0);
        int userText = b.Pointer(b.Add(18, "user", (uint)b.Const(charType)));
        int handler = b.Pointer(b.Prototype(intType, ("nr", intType)));
        int mode = b.Enum("mode", false, ("OFF", 0), ("ON", 1));
        int qstr = b.Struct("qstr", 16, ("hash", uintType, 0), ("len", uintType, 32), ("name", name, 64));
        int dentry = b.NextId + 1;
        int dentryPointer = b.Pointer(dentry);
        b.Struct("dentry", 64, ("d_flags", uintType, 0), ("d_parent", dentryPointer, 64), ("d_name", qstr, 128), ("d_iname", b.NextId + 2, 256));
        _ = b.Struct("unused", 8, ("x", ulongType, 0));
        b.Array(charType, 32);
        int path = b.Struct("path", 16, ("mnt", anything, 0), ("dentry", dentryPointer, 64));
        int inner = b.Struct("", 16, ("f_count", longType, 0), ("f_owner", intType, 64));
        int either = b.Union("", 16, ("", inner, 0), ("f_raw", ulongType, 0));
        int words = b.Array(uintType, 4), paths = b.Array(path, 2), many = b.Array(ulongType, 100), open = b.Array(intType, 0);
        int bits = b.BitStruct("bits", 8, ("low", uintType, 0, 3), ("mid", uintType, 5, 7), ("high", intType, 30, 6), ("plain", shortType, 48, 0));
        int file = b.Struct("file", 2048, ("f_flags", uintType, 0), ("f_path", path, 64), ("", either, 192), ("f_words", words, 320),
            ("f_bits", bits, 448), ("f_op", handler, 512), ("f_mode", mode, 576), ("f_paths", paths, 640), ("f_many", many, 1024),
            ("f_wide", wide, 8192), ("f_next", b.NextId + 1, 8320), ("f_small", u8, 8384), ("f_open", open, 8448));
        int filePointer = b.Pointer(file);
        int pair = b.Struct("pair", 16, ("first", intType, 0), ("second", uintType, 32), ("third", ulongType, 64));
        int large = b.Struct("large", 24, ("a", ulongType, 0), ("b", ulongType, 64), ("c", uintType, 128));
        b.Function("do_read", b.Prototype(longType, ("file", filePointer), ("buf", writable), ("count", ulongType), ("pos", b.Pointer(longType)),
            ("name", text), ("user", userText), ("seventh", intType), ("eighth", intType)));
        b.Function("do_sys_open", b.Prototype(filePointer, ("dfd", intType), ("filename", text), ("raw", b.Pointer(u8))));
        b.Function("by_value", b.Prototype(0, ("pair", pair), ("large", large), ("after", intType)));
        b.Function("nothing", b.Prototype(0));
        return BtfTypes.Parse(b.Build());
    }
}
