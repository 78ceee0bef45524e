using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Tests.Symbols;

public sealed class UsdtArgumentTests
{
    [Theory]
    [InlineData("-4@%edi", "%di:s32")]
    [InlineData("8@%rax", "%ax:u64")]
    [InlineData("1@%al", "%ax:u8")]
    [InlineData("-2@%r9w", "%r9:s16")]
    [InlineData("-1@%r15b", "%r15:s8")]
    [InlineData("4@%r8d", "%r8:u32")]
    [InlineData("-1@%sil", "%si:s8")]
    [InlineData("8@-16(%rbp)", "-16(%bp):u64")]
    [InlineData("8@(%rsp)", "+0(%sp):u64")]
    [InlineData("8@0x10(%r12)", "+16(%r12):u64")]
    [InlineData("4@$5", "\\5:u32")]
    [InlineData("-8@$-6", "\\-6:s64")]
    [InlineData("8@$0x10", "\\16:u64")]
    [InlineData("8@counter(%rip)", "+100(%ip):u64")]
    [InlineData("8@counter+8(%rip)", "+108(%ip):u64")]
    [InlineData("8@8+counter(%rip)", "+108(%ip):u64")]
    [InlineData("8@counter-200(%rip)", "-100(%ip):u64")]
    [InlineData("8@counter", "+100(%ip):u64")]
    [InlineData("4@4660", "@0x1234:u32")]
    [InlineData("%rdi", "%di:u64")] // without a size
    public void X86(string text, string expected)
    {
        UsdtArgument argument = Parse(text, ElfFile.X86_64);

        Assert.Equal(expected, argument.ToFetchArgument());
        Assert.Null(argument.Reason);
        Assert.Equal(text, argument.ToString());
    }

    [Theory]
    [InlineData("8@(%rax,%rbx,8)", "cannot add two registers")]
    [InlineData("8@8(,%rbx,8)", "cannot add two registers")]
    [InlineData("8f@%xmm0", "no floating-point numbers")]
    [InlineData("8@%xmm0", "no floating-point registers")]
    [InlineData("1@%ah", "no upper half")]
    [InlineData("16@%rax", "no numbers of 16 bytes")]
    [InlineData("x@%rax", "no numbers of 0 bytes")]
    [InlineData("8@%fs:-8", "the segment %fs")]
    [InlineData("8@nowhere(%rip)", "do not have nowhere")]
    [InlineData("8@counter(%rax)", "the address of a symbol")]
    [InlineData("8@$counter", "the address of the symbol counter")]
    [InlineData("8@%cr3", "no register %cr3")]
    [InlineData("8@(%rax", "not understood")]
    [InlineData("8@", "do not have")]
    public void X86_that_uprobes_cannot_fetch(string text, string reason)
    {
        UsdtArgument argument = Parse(text, ElfFile.X86_64);

        Assert.Null(argument.ToFetchArgument());
        Assert.Contains(reason, argument.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8@x0", "%x0:u64")]
    [InlineData("-4@w29", "%x29:s32")]
    [InlineData("8@sp", "%sp:u64")]
    [InlineData("-4@[sp, 12]", "+12(%sp):s32")]
    [InlineData("8@[x19, #-8]", "-8(%x19):u64")]
    [InlineData("8@[x1]", "+0(%x1):u64")]
    [InlineData("4@5", "\\5:u32")]
    [InlineData("-4@-5", "\\-5:s32")]
    [InlineData("8@xzr", "\\0:u64")]
    [InlineData("8@[x0, x1]", null)]
    [InlineData("8@[x0, w1, sxtw 2]", null)]
    [InlineData("8@d0", null)]
    [InlineData("8@x31", null)]
    [InlineData("8@x01", null)]
    public void Arm64(string text, string? expected) => Assert.Equal(expected, Parse(text, ElfFile.Arm64).ToFetchArgument());

    [Fact]
    public void Several_with_spaces_within()
    {
        IReadOnlyList<UsdtArgument> arguments = UsdtArgument.Parse(" -4@[sp, 12]  8@x0 1@[x2, #3] ", ElfFile.Arm64, _ => null);

        Assert.Equal(["+12(%sp):s32", "%x0:u64", "+3(%x2):u8"], arguments.Select(one => one.ToFetchArgument()));
        Assert.Equal((4, true, "s32"), (arguments[0].Size, arguments[0].IsSigned, arguments[0].FetchType));
    }

    [Fact]
    public void Other_processors_have_a_reason() => Assert.Contains("machine 243", Parse("8@a0", 243).Reason, StringComparison.Ordinal);

    [Fact]
    public void Any_text_gives_a_fetch_or_a_reason()
    {
        const string Alphabet = "0123456789-@%$()[],+: abcdefrxspw\0";
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            FuzzTargets.MarkArguments(text, i % 2 == 0 ? ElfFile.X86_64 : ElfFile.Arm64);
        }
    }

    private static UsdtArgument Parse(string text, int machine) =>
        Assert.Single(UsdtArgument.Parse(text, machine, name => name == "counter" ? 100 : null));
}
