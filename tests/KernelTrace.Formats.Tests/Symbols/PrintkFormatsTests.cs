using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Tests.Symbols;

public sealed class PrintkFormatsTests
{
    [Fact]
    public void Strings_by_their_addresses()
    {
        IReadOnlyDictionary<ulong, string> strings = PrintkFormats.Parse("""
            0xffffffff8288cc02 : "CPU_ON"
            0xffffffff8288cc02 : "CPU_ON"
            0xffffffff8288cc10 : "say \"x\"\n\tC:\dir\"
            0xffffffff8288cc20 : ""
            0xffffffff8288cc30 : "a : "b"
            0xnumber : "x"
            ffffffff8288cc40 : "x"
            0xffffffff8288cc50 : "x
            0xffffffff8288cc60 : "

            """);

        Assert.Equal(new Dictionary<ulong, string>
        {
            [0xffffffff8288cc02] = "CPU_ON",
            [0xffffffff8288cc10] = "say \"x\"\n\tC:\\dir\\",
            [0xffffffff8288cc20] = "",
            [0xffffffff8288cc30] = "a : \"b"
        }, strings);
    }
}
