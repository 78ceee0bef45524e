using System.Buffers.Binary;
using System.Globalization;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Symbols;

/// <summary>What real programs name, beside what other tools read of them.</summary>
public sealed class ElfNamesTests
{
    public static TheoryData<string> Files => [.. Programs.All];

    [Theory]
    [MemberData(nameof(Files))]
    public void Functions_are_those_of_binutils(string name)
    {
        (ElfFile file, ByteSource source) = Open(name);
        ElfFunctionTable table = ElfFunctionTable.Read(file, source);
        var found = Enumerable.Range(0, table.Count).Select(index => table[index]).ToList();
        // a column each: number, address, size, kind, binding, visibility, section, name
        string[][] lines = [.. Programs.Lines(name + ".symbols").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length >= 8 && words[0].EndsWith(':') && words[3] is "FUNC" or "IFUNC")];

        string[] expected = [.. lines.Select(words => $"{words[1]} {Number(words[2])} {words[4]} {words[3]} {words[6] == "UND"} {words[7]}")];
        Assert.Equal(expected, found.Where(one => one.IsTyped).Select(one => string.Create(CultureInfo.InvariantCulture,
            $"{one.Address:x16} {one.Size} {one.Binding.ToString().ToUpperInvariant()} {(one.IsIndirect ? "IFUNC" : "FUNC")} {one.IsImport} ")
            + (one.IsImport && one.Version is not null ? $"{one.Name}@{one.Version}" : one.ToString())));
        // labels of assembly are told too, where they are in code
        Assert.All(found.Where(one => !one.IsTyped), one => Assert.True(file.TryFindCode(one.Address, out _), one.ToString()));
    }

    [Fact]
    public void Versions()
    {
        (ElfFile file, ByteSource source) = Open("libversions.so");
        ElfFunctionTable table = ElfFunctionTable.Read(file, source);
        string[] names = [.. Enumerable.Range(0, table.Count).Select(index => table[index]).Where(one => !one.IsImport && one.Version is not null)
            .Select(one => $"{one} {one.IsDefaultVersion}").Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(["greet@@PSK_2 True", "greet@PSK_1 False", "picked@@PSK_2 True"], names);
        Assert.Equal("libversions.so.1", ElfLinks.Read(file, source).Soname);
    }

    [Fact]
    public void The_libraries_and_the_build()
    {
        (ElfFile file, ByteSource source) = Open("cxx");
        ElfLinks links = ElfLinks.Read(file, source);

        Assert.Contains("libc.so.6", links.Libraries);
        Assert.All(links.Libraries, name => Assert.Contains(".so.", name, StringComparison.Ordinal));
        Assert.Equal(40, links.BuildId!.Length);
        Assert.Null(links.Soname);
        Assert.Equal(BuildId("pie"), BuildId("pie.debug"));
        Assert.NotEqual(BuildId("pie"), links.BuildId);

        static string? BuildId(string name)
        {
            (ElfFile file, ByteSource source) = Open(name);
            return ElfLinks.Read(file, source).BuildId;
        }
    }

    [Fact]
    public void Marks()
    {
        (ElfFile file, ByteSource source) = Open("fixed");
        IReadOnlyList<UsdtNote> marks = UsdtNote.Read(file, source);

        Assert.Equal(["psktest:everywhere", "psktest:plain", "psktest:tested"], marks.Select(one => $"{one.Provider}:{one.Name}").Order(StringComparer.Ordinal));
        Assert.All(marks, one => Assert.True(file.TryFindCode(one.Address, out long offset)
            && Programs.Bytes("fixed")[offset] == 0x90, $"{one} is no nop"));
        UsdtNote tested = marks.Single(one => one.Name == "tested");
        Assert.True(file.TryFindOffset(tested.SemaphoreAddress, out _));
        Assert.Equal(ElfFunctionTable.ReadAddresses(file, source)["tested_semaphore"], tested.SemaphoreAddress);
        Assert.StartsWith("-4@%e", marks.Single(one => one.Name == "plain").Arguments, StringComparison.Ordinal);
        Assert.Equal(0ul, marks.Single(one => one.Name == "plain").SemaphoreAddress);
    }

    /// <summary>What prelink does: the file's sections moved, its notes not.</summary>
    [Fact]
    public void Marks_of_a_file_that_was_moved_after_it_was_linked()
    {
        (ElfFile file, ByteSource source) = Open("pie");
        UsdtNote before = UsdtNote.Read(file, source).Single(one => one.Name == "tested");
        byte[] bytes = [.. Programs.Bytes("pie")];
        Assert.True(file.TryFindSection(source, ".stapsdt.base", out ElfSection section));
        // every base that a note has was 0x1000 lower
        Span<byte> rest = bytes;
        byte[] pair = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(pair, before.Address);
        BinaryPrimitives.WriteUInt64LittleEndian(pair.AsSpan(8), section.Address);
        int at = rest.IndexOf(pair);
        Assert.True(at > 0);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[(at + 8)..], section.Address - 0x1000);

        ByteSource moved = ByteSource.Of(bytes);
        UsdtNote after = UsdtNote.Read(ElfFile.Read(moved), moved).Single(one => one.Name == "tested");
        Assert.Equal((before.Address + 0x1000, before.SemaphoreAddress + 0x1000), (after.Address, after.SemaphoreAddress));
    }

    [Fact]
    public void Code_is_where_its_segment_is_in_the_file()
    {
        ElfFile file = ElfFile.Read(ByteSource.Of(new ElfBuilder(type: 2).Segment(0, 0x400000, 0x1000, flags: 4)
            .Segment(0x1000, 0x402000, 0x500).Segment(0x1500, 0x403500, 0x100, flags: 6).Build()));

        Assert.True(file.TryFindCode(0x402234, out long offset));
        Assert.Equal(0x1234, offset);
        Assert.False(file.TryFindCode(0x403510, out _)); // data
        Assert.False(file.TryFindCode(0x400010, out _));
        Assert.False(file.TryFindCode(0x402500, out _)); // behind it
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Damaged_programs_give_a_value_or_an_error(string name)
    {
        byte[] whole = Programs.Bytes(name);
        FuzzTargets.ElfNames(whole);
        for (int length = 0; length < whole.Length; length += 97) FuzzTargets.ElfNames(whole.AsSpan(0, length));
        var random = new Random(name.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        const int Rounds = 1500;
        for (int i = 0; i < Rounds; i++)
        {
            byte[] damaged = [.. whole];
            // headers and tables more often than code
            int from = random.Next(3) == 0 ? 0 : random.Next(whole.Length);
            for (int count = random.Next(1, 12); count > 0; count--)
            {
                int at = Math.Min(from + random.Next(random.Next(2) == 0 ? 512 : whole.Length), whole.Length - 1);
                damaged[at] = random.Next(3) switch { 0 => 0xff, 1 => (byte)random.Next(256), _ => (byte)(damaged[at] ^ 1 << random.Next(8)) };
            }

            FuzzTargets.ElfNames(damaged);
        }

        Assert.True((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds < 8 << 20, "takes too much memory");
    }

    private static (ElfFile File, ByteSource Source) Open(string name)
    {
        ByteSource source = ByteSource.Of(Programs.Bytes(name));
        return (ElfFile.Read(source), source);
    }

    private static string Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? int.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : text;
}
