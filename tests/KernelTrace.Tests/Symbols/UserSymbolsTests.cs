using KernelTrace.Formats.Tests.Support;
using KernelTrace.Interop;
using KernelTrace.Symbols;
using KernelTrace.Tests.Support;

namespace KernelTrace.Tests.Symbols;

/// <summary>Addresses of processes that never were.</summary>
public sealed class UserSymbolsTests
{
    private const string Maps = "00400000-00402000 r-xp 00000000 08:02 7 /bin/app\n00403000-00404000 r-xp 00000000 00:00 0 \n"
        + "7f0000001000-7f0000002000 r-xp 00001000 08:02 9 /lib/libx.so\n7f0000002000-7f0000003000 rw-p 00002000 08:02 9 /lib/libx.so\n";

    private readonly FakeSyscalls _kernel = new()
    {
        ["/proc/42/maps"] = new FakeFile(Maps),
        ["/proc/42/root/bin/app"] = Elf(7, new ElfBuilder(type: 2).Segment(0, 0x400000, 0x2000).Section(0x401000, 0x100).Symbol("main", 0x401000, 64)),
        ["/proc/42/root/lib/libx.so"] = Elf(9, new ElfBuilder().Segment(0, 0, 0x3000).Section(0x1000, 0x100).Symbol("helper", 0x1010, 16))
    };

    [Theory]
    [InlineData(0x401004, "main+0x4 (/bin/app)")] // at a fixed address
    [InlineData(0x7f0000001018, "helper+0x8 (/lib/libx.so)")] // moved
    [InlineData(0x7f0000001030, "/lib/libx.so[+0x1030]")] // no function
    [InlineData(0x403010, "[anon][+0x10]")]
    [InlineData(0x7f0000002010, "/lib/libx.so[+0x2010]")] // data
    public void Addresses(ulong address, string expected)
    {
        Assert.True(new UserSymbols(_kernel).TryFind(42, address, out UserSymbol symbol));
        Assert.Equal(expected, symbol.ToString());
        Assert.All(_kernel.Descriptors, one => Assert.True(one.IsClosed));
    }

    [Theory]
    [InlineData(42, 0x402000)]
    [InlineData(42, 0)]
    [InlineData(42, ulong.MaxValue)]
    [InlineData(43, 0x401004)] // no such process
    [InlineData(0, 0x401004)]
    [InlineData(-1, 0x401004)]
    public void Nothing_there(int pid, ulong address) => Assert.False(new UserSymbols(_kernel).TryFind(pid, address, out _));

    [Fact]
    public void A_file_is_read_once_for_all_its_mappings_and_processes()
    {
        _kernel["/proc/43/maps"] = new FakeFile(Maps);
        _kernel["/proc/43/root/lib/libx.so"] = Elf(9, new ElfBuilder());
        var symbols = new UserSymbols(_kernel);
        for (int i = 0; i < 3; i++) Assert.True(symbols.TryFind(42, 0x7f0000001018, out _));

        Assert.Single(_kernel["/proc/42/root/lib/libx.so"].Opened);
        Assert.Single(_kernel["/proc/42/maps"].Opened);
    }

    [Fact]
    public void A_file_that_was_written_since_is_read_again()
    {
        var symbols = new UserSymbols(_kernel);
        ProcessMaps first = ProcessMaps.Read(_kernel, 42)!;
        Assert.True(symbols.TryFind(first, 0x7f0000001018, out _));
        FakeFile written = Elf(9, new ElfBuilder().Segment(0, 0, 0x3000).Section(0x1000, 0x100).Symbol("renamed", 0x1010, 16));
        written.Status = written.Status with { Modified = 5 };
        _kernel["/proc/42/root/lib/libx.so"] = written;

        Assert.True(symbols.TryFind(ProcessMaps.Read(_kernel, 42)!, 0x7f0000001018, out UserSymbol symbol));
        Assert.Equal("renamed", symbol.Name);
    }

    [Fact]
    public void Once_the_process_has_gone_the_same_file_at_its_path_does()
    {
        ProcessMaps maps = ProcessMaps.Read(_kernel, 42)!;
        _kernel["/lib/libx.so"] = _kernel["/proc/42/root/lib/libx.so"];
        _kernel["/bin/app"] = Elf(8, new ElfBuilder(type: 2).Segment(0, 0x400000, 0x2000).Section(0x401000, 0x100).Symbol("other", 0x401000, 64));
        foreach (string path in _kernel.Files.Keys.Where(path => path.StartsWith("/proc", StringComparison.Ordinal)).ToArray()) _kernel.Files.Remove(path);
        var symbols = new UserSymbols(_kernel);

        Assert.Null(ProcessMaps.Read(_kernel, 42));
        Assert.True(symbols.TryFind(maps, 0x7f0000001018, out UserSymbol symbol));
        Assert.Equal("helper", symbol.Name);
        Assert.True(symbols.TryFind(maps, 0x401004, out symbol)); // another file took its place
        Assert.Equal("/bin/app[+0x1004]", symbol.ToString());
    }

    [Fact]
    public void What_was_loaded_while_the_process_lived_is_told_for_ever()
    {
        var symbols = new UserSymbols(_kernel);
        ProcessMaps maps = ProcessMaps.Read(_kernel, 42)!;
        symbols.Load(maps);
        _kernel.Files.Clear();

        Assert.True(symbols.TryFind(maps, 0x401004, out UserSymbol symbol));
        Assert.Equal(("main", 4ul, 64ul, "/bin/app", 0x1004ul), (symbol.Name, symbol.Offset, symbol.Size, symbol.File, symbol.FileOffset));
    }

    [Fact]
    public void The_mapped_file_itself_goes_before_any_path()
    {
        _kernel["/proc/42/map_files/400000-402000"] = Elf(7, new ElfBuilder(type: 2).Segment(0, 0x400000, 0x2000).Section(0x401000, 0x100).Symbol("mapped", 0x401000, 64));
        Assert.True(new UserSymbols(_kernel).TryFind(42, 0x401004, out UserSymbol symbol));
        Assert.Equal("mapped", symbol.Name);
    }

    [Fact]
    public void Devices_and_pipes_are_not_opened()
    {
        FakeFile device = Elf(7, new ElfBuilder());
        device.Status = device.Status with { IsRegular = false };
        _kernel["/proc/42/root/bin/app"] = device;

        Assert.True(new UserSymbols(_kernel).TryFind(42, 0x401004, out UserSymbol symbol));
        Assert.Null(symbol.Name);
        Assert.Empty(device.Opened);
    }

    [Theory]
    [InlineData("no ELF file")]
    [InlineData("")]
    public void A_file_that_is_no_program_has_no_names(string content)
    {
        _kernel["/proc/42/root/bin/app"] = new FakeFile(content) { Status = new FileStatus(1, 7, 0, 0, true) };

        Assert.True(new UserSymbols(_kernel).TryFind(42, 0x401004, out UserSymbol symbol));
        Assert.Equal("/bin/app[+0x1004]", symbol.ToString());
    }

    [Fact]
    public void Files_that_were_used_longest_ago_go_first()
    {
        var cache = new ElfCache(_kernel, mostFiles: 2);
        for (ulong inode = 1; inode <= 3; inode++)
        {
            _kernel[$"/f{inode}"] = Elf(inode, new ElfBuilder());
            cache.Get($"/f{inode}", _kernel[$"/f{inode}"].Status);
            cache.Get("/f1", _kernel["/f1"].Status);
        }

        Assert.Equal(2, cache.Count);
        Assert.Single(_kernel["/f1"].Opened);
        cache.Get("/f2", _kernel["/f2"].Status);
        Assert.Equal(2, _kernel["/f2"].Opened.Count);
    }

    private static FakeFile Elf(ulong inode, ElfBuilder file) =>
        new() { Content = () => file.Build(0x3000), Status = new FileStatus(1, inode, 1, 0, IsRegular: true) };
}
