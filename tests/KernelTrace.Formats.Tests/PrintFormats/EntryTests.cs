using KernelTrace.Formats.Events;
using KernelTrace.Formats.Symbols;
using KernelTrace.Formats.Tests.Support;
using KernelTrace.Formats.Words;

namespace KernelTrace.Formats.Tests.PrintFormats;

/// <summary>Entries of ftrace that the captured kernels had no cause to make, or made in one way only.</summary>
public sealed class EntryTests
{
    private static readonly EventFormat _bprint = FormatText.Parse("ftrace", "bprint",
        FormatText.Field("unsigned long ip", 8, 8), FormatText.Field("const char * fmt", 16, 8), FormatText.Field("u32 buf[]", 24, 0));

    [Theory]
    [InlineData("%c %c %d", "4142000007000000", "A B 7")]
    [InlineData("%hhd %hd %s", "fdfffffffeffffff616200", "-3 -2 ab")]
    [InlineData("%llu|%x", "0100000000000000ff000000", "1|ff")]
    [InlineData("%5d|%-5s|%s", "0700000078007900", "    7|x    |y")]
    public void Packed_arguments(string format, string bytes, string expected) =>
        Assert.Equal($"0: {expected}", Printed(format, Convert.FromHexString(bytes)));

    [Theory]
    [InlineData("%*d", "0000008001000000")]
    [InlineData("%*s", "ffffff7f6100")]
    [InlineData("%*c", "00e1f50541")]
    [InlineData("%*px", "00e1f5050100000000000000")]
    [InlineData("%.*s", "00000080616200")]
    public void A_width_out_of_a_record_is_bounded(string format, string bytes) =>
        Assert.InRange(Printed(format, Convert.FromHexString(bytes)).Length, 3, 8300);

    [Fact]
    public void A_format_without_end_is_bounded() =>
        Assert.InRange(Printed(string.Concat(Enumerable.Repeat("%8192d", 30_000)), new byte[8]).Length, 1 << 20, (1 << 20) + 8300);

    [Theory]
    [InlineData(0, "#1     context    irq timer_latency        42 ns")]
    [InlineData(1, "#1     context thread timer_latency        42 ns")]
    [InlineData(2, "#1     context user-ret timer_latency        42 ns")]
    public void Timer_latencies_name_their_context(int context, string expected)
    {
        EventFormat format = FormatText.Parse("ftrace", "timerlat", FormatText.Field("unsigned int seqnum", 8, 4),
            FormatText.Field("int context", 12, 4, true), FormatText.Field("u64 timer_latency", 16, 8));

        Assert.Equal(expected, new EventPrinter(format, KernelFacts.None).Print(
            Decoding.Record(24, (8, [1]), (12, BitConverter.GetBytes(context)), (16, [42]))));
    }

    [Theory]
    [InlineData(1_234_567_890, "$ 1234567 us  |  } /* 0x81000000 */")]
    [InlineData(2_213, "  2.213 us    |  } /* 0x81000000 */")]
    [InlineData(9_130_930, "# 9130.930 us |  } /* 0x81000000 */")]
    public void Durations_take_seven_places(long duration, string expected)
    {
        EventFormat format = FormatText.Parse("ftrace", "funcgraph_exit", FormatText.Field("unsigned long func", 8, 8),
            FormatText.Field("unsigned int depth", 16, 4), FormatText.Field("u64 calltime", 24, 8), FormatText.Field("u64 rettime", 32, 8));

        Assert.Equal(expected, new EventPrinter(format, KernelFacts.None).Print(
            Decoding.Record(40, (8, BitConverter.GetBytes(0x81000000UL)), (32, BitConverter.GetBytes(duration)))));
    }

    [Fact]
    public void Arguments_are_whole_registers()
    {
        EventFormat format = FormatText.Parse("ftrace", "function", FormatText.Field("unsigned long ip", 8, 8),
            FormatText.Field("unsigned long parent_ip", 16, 8), FormatText.Field("unsigned long args[]", 24, 0));
        byte[] record = Decoding.Record(64, (8, BitConverter.GetBytes(0x1000UL)), (24, BitConverter.GetBytes(0x100000000)),
            (32, BitConverter.GetBytes(0x100000018)), (40, [1]), (48, [2]), (56, [3]));

        Assert.Equal("f(offset=4294967296, len=0x100000018, pair=(STRUCT)[0x1:0x2], p=0x3)", new EventPrinter(format, new Prototype()).Print(record));
    }

    private static string Printed(string format, byte[] arguments) => new EventPrinter(_bprint, new Format(format)).Print(
        Decoding.Record(24 + arguments.Length, (16, [1]), (24, arguments)));

    private sealed class Format(string text) : KernelFacts
    {
        public override bool TryFindText(ulong address, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? found)
        {
            found = text;
            return true;
        }
    }

    private sealed class Prototype : KernelFacts
    {
        public override bool TryFindSymbol(ulong address, out KernelSymbol symbol)
        {
            symbol = new KernelSymbol("f", address, 16, null);
            return true;
        }

        public override bool TryFindParameters(string function, out IReadOnlyList<KernelParameter> parameters)
        {
            parameters =
            [
                new KernelParameter("offset", KernelParameterKind.Signed, 8, "INT"), new KernelParameter("len", KernelParameterKind.Unsigned, 8, "INT"),
                new KernelParameter("pair", KernelParameterKind.Aggregate, 16, "STRUCT"), new KernelParameter("p", KernelParameterKind.Pointer, 8, "PTR"),
            ];
            return true;
        }
    }
}
