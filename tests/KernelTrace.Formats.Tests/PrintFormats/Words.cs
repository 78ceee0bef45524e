using KernelTrace.Formats.Events;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Tests.PrintFormats;

/// <summary>The words of an event made for a test: its record has a field of each kind, from offset 8 on.</summary>
internal static class Words
{
    private static readonly string[] _fields =
    [
        FormatText.Field("u8 u8", 8, 1), FormatText.Field("s8 s8", 9, 1, true), FormatText.Field("u16 u16", 10, 2),
        FormatText.Field("int s32", 12, 4, true), FormatText.Field("unsigned int u32", 16, 4), FormatText.Field("u32 zero", 20, 4),
        FormatText.Field("u64 u64", 24, 8), FormatText.Field("s64 s64", 32, 8, true), FormatText.Field("char name[16]", 40, 16, true),
        FormatText.Field("u8 bytes[16]", 56, 16), FormatText.Field("u16 words[4]", 72, 8), FormatText.Field("void * pointer", 80, 8),
        FormatText.Field("__data_loc char[] text", 88, 4), FormatText.Field("__data_loc u32[] list", 92, 4),
        FormatText.Field("unsigned char sa[28]", 96, 28), FormatText.Field("__data_loc cpumask_t mask", 124, 4),
        FormatText.Field("const char * driver", 128, 8),
    ];

    /// <summary>u8 200, s8 -5, u16 0xbeef, s32 -7, u32 0x80000001, u64 0xfedcba9876543210, s64 -1, and so on.</summary>
    public static byte[] Record()
    {
        byte[] record = Decoding.Record(160,
            (8, [200, 0xfb, 0xef, 0xbe]), (12, BitConverter.GetBytes(-7)), (16, BitConverter.GetBytes(0x80000001)),
            (24, BitConverter.GetBytes(0xfedcba9876543210)), (32, BitConverter.GetBytes(-1L)), (40, "kworker/0:1\0"u8.ToArray()),
            (56, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]), (72, [1, 0, 2, 0, 3, 0, 4, 0]),
            (80, BitConverter.GetBytes(0xffffffff81000010)), (88, BitConverter.GetBytes(6 << 16 | 136)), (92, BitConverter.GetBytes(8 << 16 | 144)),
            (124, BitConverter.GetBytes(8 << 16 | 152)), (128, BitConverter.GetBytes(0xffffffff82000000)),
            (136, "hello\0"u8.ToArray()), (144, [0x34, 0x12, 0, 0, 0x78, 0x56, 0, 0]), (152, [0b1011]));
        // 127.0.0.1, port 8080
        ((byte[])[2, 0, 0x1f, 0x90, 127, 0, 0, 1]).CopyTo(record, 96);
        return record;
    }

    public static EventFormat Format(string print) => EventFormatParser.Parse("test", FormatText.Of("words", print, _fields));

    public static EventPrinter Printer(string print) => new(Format(print), new Facts());

    /// <summary>What a print fmt makes of the record.</summary>
    public static string Of(string print)
    {
        EventPrinter printer = Printer(print);
        Assert.True(printer.Error is null, printer.Error?.Message);
        return printer.Print(Record());
    }

    /// <summary>The value of a C expression, as <c>%lld</c>.</summary>
    public static string Value(string expression) => Of($"\"%lld\", (long long)({expression})");

    private sealed class Facts : KernelFacts
    {
        public override bool TryFindSymbol(ulong address, out KernelSymbol symbol)
        {
            symbol = new KernelSymbol("vfs_read", 0xffffffff81000000, 0x100, address < 0xffffffff81000080 ? null : "ext4");
            return address is >= 0xffffffff81000000 and < 0xffffffff81000100;
        }

        public override bool TryFindConstant(string name, out long value) => (value = name switch { "ENUM" => 3, "HZ" => 250, _ => 0 }) != 0;

        public override bool TryFindSize(string type, out int size) => (size = type switch { "struct page" => 64, "my_t" => 2, _ => 0 }) != 0;

        public override bool TryFindVariable(string name, out ulong value) => (value = name == "vmemmap_base" ? 0xffffea0000000000 : 0) != 0;

        public override bool TryFindText(ulong address, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? text) => (text = address == 0xffffffff82000000 ? "virtio" : null) is not null;

        public override bool TryFindMember(string type, string name, out KernelMember member)
        {
            member = name switch
            {
                "word" => new KernelMember(0, 32, false, "u32"),
                "level" => new KernelMember(4, 4, false, "u32"),
                "sin_port" => new KernelMember(16, 16, false, "__be16"),
                _ => default,
            };
            return member.BitSize > 0;
        }
    }
}
