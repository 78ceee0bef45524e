using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Tests.Symbols;

public sealed class MemoryMappingTests
{
    [Fact]
    public void Lines_of_a_map()
    {
        IReadOnlyList<MemoryMapping> mappings = MemoryMapping.Parse("""
            00400000-00452000 r-xp 00001000 08:02 173521                             /usr/bin/my program
            00452000-00453000 rw-p 00000000 00:00 0 
            7f3c00000000-7f3c00021000 r--p 00028000 fe:1f 18446744073709551615     /tmp/a\012b (deleted)
            7fff00000000-7fff00002000 r-xp 00000000 00:00 0                          [vdso]
            ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
            """);

        Assert.Equal(
            [
                new MemoryMapping(0x400000, 0x452000, true, 0x1000, 8ul << 32 | 2, 173521, "/usr/bin/my program"),
                new MemoryMapping(0x452000, 0x453000, false, 0, 0, 0, ""),
                new MemoryMapping(0x7f3c00000000, 0x7f3c00021000, false, 0x28000, 0xfeul << 32 | 0x1f, ulong.MaxValue, "/tmp/a\nb (deleted)"),
                new MemoryMapping(0x7fff00000000, 0x7fff00002000, true, 0, 0, 0, "[vdso]"),
                new MemoryMapping(0xffffffffff600000, 0xffffffffff601000, true, 0, 0, 0, "[vsyscall]")
            ], mappings);
        Assert.Equal([true, false, true, false, false], mappings.Select(one => one.IsFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("00400000 r-xp 00001000 08:02 173521 /x")]
    [InlineData("00400000-00400000 r-xp 00001000 08:02 173521 /x")]
    [InlineData("00400000-00500000 r-x 00001000 08:02 173521 /x")]
    [InlineData("00400000-00500000 r-xp 00001000 0802 173521 /x")]
    [InlineData("00400000-00500000 r-xp 00001000 08:02 -1 /x")]
    [InlineData("00400000-00500000")]
    public void Other_lines_are_passed_over(string text) => Assert.Empty(MemoryMapping.Parse(text));

    [Fact]
    public void Any_text_gives_mappings_in_order()
    {
        const string Text = "00400000-00452000 r-xp 00001000 08:02 1 /a\n00452000-00453000 rw-p 0 00:00 0 \n00453000-00454000 r-xp 0 1:1 7 /b\n";
        for (int seed = 0; seed < 3000; seed++)
        {
            IReadOnlyList<MemoryMapping> mappings = MemoryMapping.Parse(Support.Mutations.Mutate(Text, seed));
            for (int i = 1; i < mappings.Count; i++) Assert.True(mappings[i].Start >= mappings[i - 1].End);
        }
    }
}
