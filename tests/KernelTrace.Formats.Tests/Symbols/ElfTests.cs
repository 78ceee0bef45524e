using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Symbols;

public sealed class ElfTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Functions_of_any_class_and_byte_order(bool is64, bool bigEndian)
    {
        (ElfFile file, ElfSymbols symbols) = Read(Sample(is64, bigEndian));

        Assert.Equal((is64, 3, 62, 2), (file.Is64Bit, file.Type, file.Machine, file.Segments.Count));
        Assert.Equal("main+4", At(symbols, 0x1104));
        Assert.Equal("main+31", At(symbols, 0x111f));
    }

    [Theory]
    [InlineData(0x10ff, null)]
    [InlineData(0x1100, "main+0")]
    [InlineData(0x1120, null)] // behind its size and before the next: nobody knows
    [InlineData(0x1130, "_asm+0")] // without a size, up to the next
    [InlineData(0x113f, "_asm+15")]
    [InlineData(0x1140, "outer+0")]
    [InlineData(0x1150, "inner+0")]
    [InlineData(0x115f, "inner+15")]
    [InlineData(0x1160, "outer+32")] // behind what lies within it
    [InlineData(0x117f, "outer+63")]
    [InlineData(0x1180, null)]
    [InlineData(0x11f0, "last+0")]
    [InlineData(0x11ff, "last+15")]
    [InlineData(0x1200, null)] // the section ends
    [InlineData(0x2000, null)] // data
    public void The_function_that_covers_an_address(ulong address, string? expected) =>
        Assert.Equal(expected, At(Read(Sample()).Symbols, address));

    [Fact]
    public void Of_several_names_a_global_one_with_fewest_underscores_is_told()
    {
        var b = new ElfBuilder().Segment(0, 0, 0x2000).Section(0x1000, 0x100)
            .Symbol("local_alias", 0x1000, 16, binding: 0).Symbol("__libc_malloc", 0x1000, 16)
            .Symbol("weak", 0x1000, 16, binding: 2).Symbol("malloc", 0x1000, 16).Symbol("label", 0x1000, 0, kind: 0);

        Assert.Equal("malloc+8", At(Read(b).Symbols, 0x1008));
    }

    [Fact]
    public void A_stripped_file_has_those_of_the_dynamic_linker()
    {
        var b = new ElfBuilder().Segment(0, 0, 0x2000).Section(0x1000, 0x100)
            .Symbol("exported", 0x1000, 16, dynamic: true).Symbol("imported", 0, 0, section: 0, dynamic: true);
        (_, ElfSymbols symbols) = Read(b);

        Assert.Equal(1, symbols.Count);
        Assert.Equal("exported+0", At(symbols, 0x1000));
    }

    [Theory]
    [InlineData("$x", 1, 2)]
    [InlineData("", 1, 2)]
    [InlineData("data", 1, 1)]
    [InlineData("absolute", 0xfff1, 2)]
    [InlineData("no_such_section", 77, 2)]
    [InlineData("not_executable", 2, 2)]
    public void No_functions(string name, ushort section, int kind)
    {
        var b = new ElfBuilder().Segment(0, 0, 0x4000).Section(0x1000, 0x100).Section(0x1000, 0x100, flags: 2)
            .Symbol(name, 0x1000, 16, section, kind);

        Assert.Equal(0, Read(b).Symbols.Count);
    }

    [Fact]
    public void Offsets_of_the_file_become_addresses()
    {
        (ElfFile file, _) = Read(new ElfBuilder(type: 2).Segment(0, 0x400000, 0x1000, flags: 4)
            .Segment(0x1000, 0x401000, 0x500).Segment(0x1500, 0x402500, 0x100, flags: 6).Segment(0, 0, 0x10000, kind: 7));

        Assert.True(file.TryFindAddress(0x1234, out ulong address));
        Assert.Equal(0x401234ul, address);
        Assert.True(file.TryFindAddress(0x1510, out address));
        Assert.Equal(0x402510ul, address);
        Assert.False(file.TryFindAddress(0x1600, out _));
        Assert.True(file.TryFindOffset(0x401234, out long offset));
        Assert.Equal(0x1234, offset);
        Assert.False(file.TryFindOffset(0x401600, out _));
        Assert.False(file.TryFindOffset(ulong.MaxValue, out _));
    }

    [Fact]
    public void Many_sections_are_counted_by_the_first()
    {
        ElfBuilder b = Sample();
        b.CountInFirstSection = true;

        Assert.Equal("main+0", At(Read(b).Symbols, 0x1100));
    }

    [Fact]
    public void Without_sections_there_are_no_names_but_segments()
    {
        ElfBuilder b = Sample();
        b.WithoutSections = true;
        (ElfFile file, ElfSymbols symbols) = Read(b);

        Assert.Empty(file.Sections);
        Assert.Equal(0, symbols.Count);
        Assert.True(file.TryFindAddress(0x1100, out _));
    }

    [Fact]
    public void Sixteen_bit_functions_of_Arm_begin_at_the_even_address()
    {
        var b = new ElfBuilder(is64: false) { Machine = 40 };
        b.Segment(0, 0, 0x2000).Section(0x1000, 0x100).Symbol("thumb", 0x1001, 16);

        Assert.Equal("thumb+0", At(Read(b).Symbols, 0x1000));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x7f, 0x45, 0x4c, 0x46 })]
    public void What_is_no_ELF_file_is_refused(byte[] bytes) =>
        Assert.Throws<ElfException>(() => ElfFile.Read(ByteSource.Of(bytes)));

    [Fact]
    public void Every_prefix_and_every_wrong_bit_gives_a_value_or_an_error()
    {
        foreach (bool is64 in new[] { true, false })
        {
            byte[] file = Sample(is64).Build();
            for (int length = 0; length < file.Length; length++) FuzzTargets.Elf(file.AsSpan(0, length));
            for (int bit = 0; bit < file.Length * 8; bit++)
            {
                file[bit / 8] ^= (byte)(1 << bit % 8);
                FuzzTargets.Elf(file);
                file[bit / 8] ^= (byte)(1 << bit % 8);
            }
        }
    }

    [Fact]
    public void Claims_beyond_the_file_take_no_memory()
    {
        byte[] file = Sample().Build();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int at = 32; at < 64; at += 8)
        {
            byte[] damaged = [.. file];
            damaged.AsSpan(at, 8).Fill(0x7f);
            FuzzTargets.Elf(damaged);
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20);
    }

    private static ElfBuilder Sample(bool is64 = true, bool bigEndian = false) => new ElfBuilder(is64, bigEndian)
        .Segment(0, 0, 0x2000).Segment(0x2000, 0x3000, 0x100, flags: 6)
        .Section(0x1000, 0x200).Section(0x2000, 0x100, flags: 3)
        .Symbol("main", 0x1100, 32).Symbol("_asm", 0x1130, 0, kind: 0).Symbol("outer", 0x1140, 64)
        .Symbol("inner", 0x1150, 16, binding: 0).Symbol("last", 0x11f0, 0).Symbol("table", 0x2000, 16, section: 2, kind: 1);

    private static (ElfFile File, ElfSymbols Symbols) Read(ElfBuilder builder)
    {
        ByteSource source = ByteSource.Of(builder.Build());
        ElfFile file = ElfFile.Read(source);
        return (file, ElfSymbols.Read(file, source));
    }

    private static string? At(ElfSymbols symbols, ulong address) =>
        symbols.TryFind(address, out ElfSymbol symbol) ? $"{symbol.Name}+{address - symbol.Address}" : null;
}
