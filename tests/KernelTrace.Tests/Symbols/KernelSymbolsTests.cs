using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;
using KernelTrace.Symbols;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Symbols;

public sealed class KernelSymbolsTests
{
    private const string Kallsyms = "/proc/kallsyms", Modules = "/proc/modules";
    private const string Core = "ffffffff81000000 T _stext\nffffffff81000100 T vfs_read\nffffffff81002000 T _etext\n";
    private const string Ext4 = "ffffffffc0001000 t ext4_sync\t[ext4]\nffffffffc0001100 t ext4_end\t[ext4]\n";
    private const ulong InExt4 = 0xffffffffc0001010, InCore = 0xffffffff81000110, Elsewhere = 0xffff888000000000;

    private readonly FakeSyscalls _kernel = new() { [Kallsyms] = new FakeFile(Core), [Modules] = new FakeFile("") };

    [Fact]
    public void Nothing_is_read_before_the_first_question_and_once_only()
    {
        var symbols = new KernelSymbols(_kernel);
        Assert.Empty(_kernel[Kallsyms].Opened);

        for (int i = 0; i < 3; i++)
        {
            Assert.True(symbols.TryFind(InCore, out KernelSymbol symbol));
            Assert.Equal("vfs_read+0x10/0x1f00", symbol.WithOffset(InCore));
        }

        Assert.True(symbols.TryFind("vfs_read", out _));
        Assert.Null(symbols.WhyNone);
        Assert.Single(_kernel[Kallsyms].Opened);
    }

    [Fact]
    public void A_module_that_was_loaded_since_is_found()
    {
        var symbols = new KernelSymbols(_kernel);
        Assert.False(symbols.TryFind(InExt4, out _));
        _kernel[Kallsyms] = new FakeFile(Core + Ext4);
        _kernel[Modules] = new FakeFile("ext4 1000000 1 - Live 0xffffffffc0001000\n");

        Assert.False(symbols.TryFind(InExt4, out _)); // too soon to look again
        _kernel.Now += 1_100_000_000;

        Assert.True(symbols.TryFind(InExt4, out KernelSymbol symbol));
        Assert.Equal("ext4_sync [ext4]", symbol.ToString());
    }

    [Fact]
    public void A_module_whose_place_another_took_is_not_told()
    {
        _kernel[Kallsyms] = new FakeFile(Core + Ext4);
        _kernel[Modules] = new FakeFile("ext4 1000000 1 - Live 0xffffffffc0001000\n");
        var symbols = new KernelSymbols(_kernel);
        Assert.True(symbols.TryFind(InExt4, out _));
        _kernel[Kallsyms] = new FakeFile(Core + "ffffffffc0001000 t nfs_open\t[nfs]\n");
        _kernel[Modules] = new FakeFile("nfs 1000000 1 - Live 0xffffffffc0001000\n");
        _kernel.Now += 1_100_000_000;

        Assert.True(symbols.TryFind(InExt4, out KernelSymbol symbol));
        Assert.Equal("nfs_open", symbol.Name);
    }

    [Fact]
    public void How_often_a_module_is_in_use_is_no_change()
    {
        _kernel[Modules] = new FakeFile("ext4 1000000 1 - Live 0xffffffffc0001000 (E)\n");
        var symbols = new KernelSymbols(_kernel);
        symbols.TryFind(InExt4, out _);
        _kernel[Modules] = new FakeFile("ext4 1000000 5 mbcache Live 0xffffffffc0001000 (E)\n");
        _kernel.Now += 2_000_000_000;

        symbols.TryFind(InExt4, out _);

        Assert.Single(_kernel[Kallsyms].Opened);
    }

    [Fact]
    public void What_stands_in_no_list_is_looked_for_again_after_ten_seconds()
    {
        _kernel.Files.Remove(Modules); // a kernel without modules
        var symbols = new KernelSymbols(_kernel);
        symbols.TryFind(InExt4, out _);
        for (int i = 0; i < 5; i++)
        {
            _kernel.Now += 1_900_000_000;
            Assert.False(symbols.TryFind(InExt4, out _));
            Assert.False(symbols.TryFind(Elsewhere, out _));
        }

        Assert.Single(_kernel[Kallsyms].Opened);
        _kernel[Kallsyms].Content = () => [.. System.Text.Encoding.UTF8.GetBytes(Core + "ffffffffc0001000 t bpf_prog_1\t[bpf]\n")];
        _kernel.Now += 1_900_000_000;

        Assert.True(symbols.TryFind(InExt4, out KernelSymbol symbol));
        Assert.Equal("bpf", symbol.Module);
        Assert.Equal(2, _kernel[Kallsyms].Opened.Count);
    }

    [Fact]
    public void Hidden_addresses_are_explained()
    {
        _kernel[Kallsyms] = new FakeFile("0000000000000000 T _stext\n0000000000000000 T vfs_read\n");
        _kernel["/proc/sys/kernel/kptr_restrict"] = new FakeFile("2\n");
        var symbols = new KernelSymbols(_kernel);

        Assert.False(symbols.TryFind(0, out _));
        Assert.Contains("kptr_restrict is 2", symbols.WhyNone);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_explained()
    {
        _kernel[Kallsyms] = new FakeFile { OpenError = -Errno.EACCES };

        Assert.Contains("EACCES", new KernelSymbols(_kernel).WhyNone);
        Assert.Contains("CONFIG_KALLSYMS", new KernelSymbols(new FakeSyscalls { [Kallsyms] = new FakeFile("") }).WhyNone);
    }
}
