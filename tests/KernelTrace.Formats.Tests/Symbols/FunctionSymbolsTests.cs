using System.Text;
using CsCheck;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Symbols;

/// <summary>Functions among symbols, and which of them ftrace and kprobes take.</summary>
public sealed class FunctionSymbolsTests
{
    private const string Kallsyms = """
        ffffffff81000000 T _stext
        ffffffff81000100 t show
        ffffffff81000200 T vfs_read
        ffffffff81000200 W alias_of_read
        ffffffff81000300 t show
        ffffffff81000400 t copy.isra.0
        ffffffff81000500 t copy.part.1.cold
        ffffffff81000600 t copying
        ffffffff81000700 t __pfx_vfs_write
        ffffffff81000710 T vfs_write
        ffffffff81002000 T _etext
        ffffffff82000000 d vfs_data
        ffffffff82001000 D __init_begin
        ffffffff82001000 T _sinittext
        ffffffff82001100 t start_kernel
        ffffffff82002000 R __init_end
        ffffffff82003000 B _end
        ffffffffc0001000 t show	[ext4]
        ffffffffc0001100 t vfs_read	[nfs]
        ffffffffc0001200 d ext4_data	[ext4]

        """;

    private readonly FunctionSymbols _functions = KernelSymbolTable.Parse(Kallsyms).Functions;

    [Fact]
    public void Are_found_by_name_in_the_order_of_addresses()
    {
        Assert.Equal([0xffffffff81000100, 0xffffffff81000300, 0xffffffffc0001000], _functions.Find("show").Select(_functions.AddressOf));
        Assert.Equal([null, null, "ext4"], _functions.Find("show").Select(_functions.ModuleOf));
        Assert.Equal(["copy.isra.0", "copy.part.1.cold"], _functions.WithSuffix("copy").Select(one => _functions[one].Name));
        Assert.Empty(_functions.Find("copy"));
        Assert.Empty(_functions.Find("vfs_data"));
        Assert.Empty(_functions.Find("ext4_data"));
        Assert.Empty(_functions.Find(""));
        Assert.Empty(_functions.Find("Show"));
        Assert.Empty(_functions.Find("show\0"));
        Assert.Single(_functions.Find("copy.isra.0"));
        Assert.Equal(["vfs_read", "alias_of_read"], _functions.AtSameAddress(_functions.Find("alias_of_read")[0]).Select(one => _functions[one].Name));
    }

    [Fact]
    public void Tell_what_was_given_back_and_what_is_padding()
    {
        Assert.True(_functions.IsInit(Assert.Single(_functions.Find("start_kernel"))));
        Assert.False(_functions.IsInit(_functions.Find("vfs_write")[0]));
        Assert.True(_functions.IsPadding(_functions.Find("__pfx_vfs_write")[0]));
        Assert.False(_functions.IsPadding(_functions.Find("vfs_write")[0]));
    }

    [Theory]
    [InlineData("vfs_read", "vfs_read", null)]
    [InlineData("copy.isra.0", "copy", "isra")]
    [InlineData("copy.constprop.0.isra.12.cold", "copy", "constprop.isra.cold")]
    [InlineData("copy.cold", "copy", "cold")]
    [InlineData("copy.llvm.123456", "copy", "llvm")]
    [InlineData("_rs.102", "_rs.102", null)]
    [InlineData("loop.slowpath", "loop.slowpath", null)]
    [InlineData("a.isra.b", "a.isra.b", null)]
    [InlineData("a.0.isra", "a.0.isra", null)]
    [InlineData("a.", "a.", null)]
    [InlineData("a.isra.", "a.isra.", null)]
    [InlineData(".isra", ".isra", null)]
    [InlineData("", "", null)]
    public void Names_are_taken_apart(string name, string stem, string? variant) =>
        Assert.Equal(new FunctionName(stem, variant), FunctionName.Parse(name));

    [Fact]
    public void Of_one_name_the_address_tells_which_is_traced()
    {
        TraceableFunctions traceable = Traceable("""
            ffffffff81000204 vfs_read
            ffffffff81000304 show
            ffffffffc0001104 vfs_read [nfs]
            ffffffff81000604 no_such_function

            """);

        Assert.Equal([false, true, false], _functions.Find("show").Select(one => traceable[one]));
        Assert.Equal([true, true], _functions.Find("vfs_read").Select(one => traceable[one]));
        Assert.False(traceable[_functions.Find("alias_of_read")[0]]);
        Assert.Equal((3, 1), (traceable.Count, traceable.Unknown));
    }

    [Fact]
    public void Without_addresses_the_order_tells()
    {
        TraceableFunctions traceable = Traceable("""
            __ftrace_invalid_address___496
            vfs_read
            show
            vfs_write
            show [ext4]

            """);

        Assert.Equal([false, true, true], _functions.Find("show").Select(one => traceable[one]));
        Assert.Equal([true, false], _functions.Find("vfs_read").Select(one => traceable[one]));
        Assert.Equal((4, 0), (traceable.Count, traceable.Unknown));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("vfs_read [")]
    [InlineData("vfs_read ]")]
    [InlineData("vfs_read []x")]
    [InlineData("zz vfs_read")]
    [InlineData(" vfs_read")]
    [InlineData("ffffffff81000204 vfs_read extra")]
    [InlineData("fffffffff81000204 vfs_read")] // 68 bits
    public void Lines_of_another_form_are_passed_over(string text) => Assert.Equal(0, Traceable(text).Count);

    [Fact]
    public void Names_do_where_the_kernel_hides_addresses()
    {
        string hidden = string.Join('\n', Kallsyms.Split('\n').Select(line => line.Length > 16 ? new string('0', 16) + line[16..] : line));
        FunctionSymbols functions = KernelSymbolTable.Parse(hidden).Functions;
        var traceable = TraceableFunctions.Parse("0000000000000000 vfs_read\n0000000000000000 vfs_write\n"u8, functions);
        Assert.True(functions.IsHidden);
        Assert.Equal(["vfs_read", "vfs_write"], Enumerable.Range(0, functions.Count).Where(one => traceable[one]).Select(one => functions[one].Name));
        Assert.Single(functions.AtSameAddress(3));
    }

    [Fact]
    public void A_blacklist_is_ranges_without_their_ends()
    {
        var blacklist = ProbeBlacklist.Parse(Encoding.UTF8.GetBytes("""
            0xffffffff81000300-0xffffffff81000310	b
            0xffffffff81000100-0xffffffff81000200	a
            0xffffffff81000150-0xffffffff81000160	within a
            0xffffffff81000310-0xffffffff81000320	touches b
            0x0000000000000000-0x0000000000000000	hidden
            0xffffffff81000900-0xffffffff81000800	backwards
            ffffffff81000900-ffffffff81000910	without 0x
            0xffffffff81000a00
            0xffffffff81000a00-
            0x-0x

            """));

        Assert.Equal(2, blacklist.Count);
        ulong[] within = [0xffffffff81000100, 0xffffffff810001ff, 0xffffffff81000300, 0xffffffff8100031f];
        ulong[] without = [0, 0xffffffff810000ff, 0xffffffff81000200, 0xffffffff810002ff, 0xffffffff81000320, 0xffffffff81000900, ulong.MaxValue];
        Assert.All(within, address => Assert.True(blacklist.Contains(address)));
        Assert.All(without, address => Assert.False(blacklist.Contains(address)));
    }

    [Fact]
    public void Damaged_lists_are_read_as_far_as_they_go() => Gen.Int.Sample(seed =>
    {
        FunctionSymbols functions = KernelSymbolTable.Parse(Mutations.Mutate(Kallsyms, seed)).Functions;
        for (int i = 0; i < functions.Count; i++)
        {
            Assert.Contains(i, functions.Find(functions.NameOf(i)));
            Assert.Contains(i, functions.AtSameAddress(i));
        }

        const string List = "ffffffff81000204 vfs_read\nffffffff81000304 show\nshow [ext4]\nvfs_write\n";
        byte[] list = Encoding.UTF8.GetBytes(Mutations.Mutate(List, seed));
        Assert.InRange(TraceableFunctions.Parse(list, functions).Count, 0, 1 + list.AsSpan().Count((byte)'\n'));
        const string Ranges = "0xffffffff81000300-0xffffffff81000310\tb\n0xffffffff81000100-0xffffffff81000200\ta\n";
        Assert.False(ProbeBlacklist.Parse(Encoding.UTF8.GetBytes(Mutations.Mutate(Ranges, seed))).Contains(0));
    }, iter: 2000);

    private TraceableFunctions Traceable(string text) => TraceableFunctions.Parse(Encoding.UTF8.GetBytes(text), _functions);
}
