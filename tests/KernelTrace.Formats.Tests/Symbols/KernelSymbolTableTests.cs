using System.Text;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Tests.Symbols;

public sealed class KernelSymbolTableTests
{
    private const string Core = """
        0000000000000000 A fixed_percpu_data
        0000000000001000 A cpu_info
        ffffffff81000000 T first_of_all
        ffffffff81000000 T _stext
        ffffffff81000000 t _text
        ffffffff81000010 t helper
        ffffffff81000040 T vfs_read
        ffffffff81002000 T _etext
        ffffffff81003000 d local_data
        ffffffff81003008 D vmemmap_base
        ffffffff81004000 T _sinittext
        ffffffff81004000 D __init_begin
        ffffffff81004020 t late_init
        ffffffff81004100 T _einittext
        ffffffff81005000 D __init_end
        ffffffff81006000 B _end

        """;

    private const string Modules = """
        ffffffffc0001000 t ext4_sync_file	[ext4]
        ffffffffc0001080 t ext4_alias	[ext4]
        ffffffffc0001080 T ext4_alias_second	[ext4]
        ffffffffc0001040 t ext4_middle	[ext4]
        ffffffffc0003010 r ext4_table	[ext4]
        ffffffffc0003020 d ext4_data	[ext4]
        ffffffffc0010000 t	[ext4]
        ffffffffc0005000 t nfs_open	[nfs]
        ffffffffc0005100 t nfs_last	[nfs]
        ffffffffc0009000 t ftrace_trampoline	[__builtin__ftrace]
        ffffffffc0020000 t bpf_prog_6deef7357e7b4530_sd	[bpf]
        ffffffffc0020400 t bpf_prog_other	[bpf]

        """;

    private static readonly KernelSymbolTable _table = KernelSymbolTable.Parse(Core + Modules);

    [Theory]
    [InlineData(0xffffffff81000000, "first_of_all+0x0/0x10")] // of several at one address, the first
    [InlineData(0xffffffff8100000f, "first_of_all+0xf/0x10")]
    [InlineData(0xffffffff81000010, "helper+0x0/0x30")]
    [InlineData(0xffffffff81001fff, "vfs_read+0x1fbf/0x1fc0")]
    [InlineData(0xffffffff81003009, "vmemmap_base+0x1/0xff8")]
    [InlineData(0xffffffff81005fff, "__init_end+0xfff/0x1000")]
    [InlineData(0xffffffffc0001000, "ext4_sync_file+0x0/0x40 [ext4]")] // a module's are in no order
    [InlineData(0xffffffffc0001041, "ext4_middle+0x1/0x40 [ext4]")]
    [InlineData(0xffffffffc0001081, "ext4_alias+0x1/0x1f80 [ext4]")] // its text goes up to the page of its data
    [InlineData(0xffffffffc0003018, "ext4_table+0x8/0x10 [ext4]")]
    [InlineData(0xffffffffc0003021, "ext4_data+0x1/0xfe0 [ext4]")]
    [InlineData(0xffffffffc0005fff, "nfs_last+0xeff/0xf00 [nfs]")]
    [InlineData(0xffffffffc0009fff, "ftrace_trampoline+0xfff/0x1000 [__builtin__ftrace]")]
    [InlineData(0xffffffffc0020010, "bpf_prog_6deef7357e7b4530_sd+0x10/0x400 [bpf]")]
    public void Found(ulong address, string expected)
    {
        Assert.True(_table.TryFind(address, out KernelSymbol symbol));
        Assert.Equal(expected, symbol.WithOffset(address));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x1010)] // a per-CPU offset is no address
    [InlineData(0xffffffff80ffffff)]
    [InlineData(0xffffffff81006000)]
    [InlineData(0xffffffffc0000fff)]
    [InlineData(0xffffffffc0004000)]
    [InlineData(0xffffffffc0006000)]
    [InlineData(0xffffffffc000a000)]
    [InlineData(0xffff888000001000)]
    [InlineData(ulong.MaxValue)]
    public void Not_found(ulong address) => Assert.False(_table.TryFind(address, out _));

    [Fact]
    public void Without_data_symbols_only_text_is_looked_up()
    {
        // a kernel without CONFIG_KALLSYMS_ALL tells some global data nevertheless
        string text = Core.Replace("ffffffff81003000 d local_data\n", "", StringComparison.Ordinal)
            .Replace("ffffffff81006000 B _end\n", "", StringComparison.Ordinal);
        KernelSymbolTable table = KernelSymbolTable.Parse(text);

        Assert.True(table.TryFind(0xffffffff81000050, out KernelSymbol symbol));
        Assert.Equal("vfs_read", symbol.Name);
        Assert.False(table.TryFind(0xffffffff81002000, out _));
        Assert.False(table.TryFind(0xffffffff81003010, out _));
        Assert.True(table.TryFind(0xffffffff81004021, out symbol));
        Assert.Equal("late_init+0x1/0xe0", symbol.WithOffset(0xffffffff81004021));
        Assert.False(table.TryFind(0xffffffff81004100, out _));
    }

    [Theory]
    [InlineData("vfs_read", 0xffffffff81000040)]
    [InlineData("vmemmap_base", 0xffffffff81003008)]
    [InlineData("ext4_alias_second", 0xffffffffc0001080)]
    [InlineData("cpu_info", 0x1000)]
    public void By_name(string name, ulong expected)
    {
        Assert.True(_table.TryFind(name, out KernelSymbol symbol));
        Assert.Equal((name, expected), (symbol.Name, symbol.Address));
    }

    [Theory]
    [InlineData("")]
    [InlineData("vfs")]
    [InlineData("fs_read")]
    [InlineData("helper\0vfs_read")]
    [InlineData("vfs_read\n")]
    public void Not_by_name(string name) => Assert.False(_table.TryFind(name, out _));

    [Fact]
    public void Hidden_addresses_are_no_symbols()
    {
        KernelSymbolTable table = KernelSymbolTable.Parse("0000000000000000 T _stext\n0000000000000000 T vfs_read\n0000000000000000 t x\t[ext4]\n");

        Assert.True(table.IsHidden);
        Assert.False(table.TryFind(0, out _));
        Assert.False(table.TryFind("vfs_read", out _));
        Assert.False(_table.IsHidden);
        Assert.False(KernelSymbolTable.Empty.IsHidden);
    }

    [Fact]
    public void Those_near_the_kernel_may_be_modules()
    {
        Assert.True(_table.MayBeModule(0xffffffffc0001000));
        Assert.True(_table.MayBeModule(0xffffffffc1000000));
        Assert.False(_table.MayBeModule(0xffffffff81000040));
        Assert.False(_table.MayBeModule(0xffff888000001000));
        Assert.False(_table.MayBeModule(0x400000));
        Assert.False(KernelSymbolTable.Empty.MayBeModule(0));
    }

    [Fact]
    public void Addresses_of_32_bits_and_in_no_order_do_as_well()
    {
        KernelSymbolTable table = KernelSymbolTable.Parse("c0100000 T _stext\nc0100020 T b\nc0100010 T a\nc0100020 T b2\nc0100040 T _etext\nbf000000 t m\t[mod]\nbf000010 t n\t[mod]");

        Assert.True(table.TryFind(0xc010002f, out KernelSymbol symbol));
        Assert.Equal("b+0xf/0x20", symbol.WithOffset(0xc010002f));
        Assert.True(table.TryFind(0xc0100011, out symbol));
        Assert.Equal("a", symbol.Name);
        Assert.True(table.TryFind(0xbf000001, out symbol));
        Assert.Equal("m+0x1/0x10 [mod]", symbol.WithOffset(0xbf000001));
    }

    [Fact]
    public void Any_text_gives_a_table()
    {
        string text = Core + Modules;
        for (int length = 0; length < text.Length; length++) FuzzTargets.Kallsyms(Encoding.UTF8.GetBytes(text[..length]));
        for (int seed = 0; seed < 2000; seed++) FuzzTargets.Kallsyms(Encoding.UTF8.GetBytes(Support.Mutations.Mutate(text, seed)));
    }
}
