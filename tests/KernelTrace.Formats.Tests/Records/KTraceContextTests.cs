using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Tests.Records;

/// <summary>The five letters, each against the table of <c>trace_print_lat_fmt</c>.</summary>
public class KTraceContextTests
{
    [Theory]
    [InlineData(0x00, '.')]
    [InlineData(0x01, 'd')]
    [InlineData(0x80, 'b')]
    [InlineData(0x81, 'D')]
    public void Interrupts_off(int flags, char expected) => Expect(flags, 0, 0, expected);

    [Theory]
    [InlineData(0x00, '.')]
    [InlineData(0x04, 'n')]
    [InlineData(0x02, 'l')]
    [InlineData(0x20, 'p')]
    [InlineData(0x24, 'N')]
    [InlineData(0x22, 'L')]
    [InlineData(0x06, 'b')]
    [InlineData(0x26, 'B')]
    public void Reschedule(int flags, char expected) => Expect(flags, 0, 1, expected);

    [Theory]
    [InlineData(0x00, '.')]
    [InlineData(0x10, 's')]
    [InlineData(0x08, 'h')]
    [InlineData(0x18, 'H')]
    [InlineData(0x40, 'z')]
    [InlineData(0x48, 'Z')]
    [InlineData(0x50, 'z')]
    [InlineData(0x58, 'Z')]
    public void In_an_interrupt(int flags, char expected) => Expect(flags, 0, 2, expected);

    [Theory]
    [InlineData(0x00, '.', '.')]
    [InlineData(0x01, '1', '.')]
    [InlineData(0x0a, 'a', '.')]
    [InlineData(0x0f, 'f', '.')]
    [InlineData(0x10, '.', '1')]
    [InlineData(0xf0, '.', 'f')]
    [InlineData(0xb3, '3', 'b')]
    public void Depths(int preempt, char depth, char migrate)
    {
        Expect(0, preempt, 3, depth);
        Expect(0, preempt, 4, migrate);
    }

    [Fact]
    public void Letters_of_any_byte_do_not_touch_each_other()
    {
        for (int flags = 0; flags <= 0xff; flags++)
        {
            string text = new KTraceContext((KTraceContextFlags)flags, 0x21).ToString();
            Assert.Equal(5, text.Length);
            Assert.Equal(new KTraceContext((KTraceContextFlags)(flags & 0x81), 0).ToString()[0], text[0]);
            Assert.Equal(new KTraceContext((KTraceContextFlags)(flags & 0x26), 0).ToString()[1], text[1]);
            Assert.Equal(new KTraceContext((KTraceContextFlags)(flags & 0x58), 0).ToString()[2], text[2]);
            Assert.Equal("12", text[3..]);
        }
    }

    private static void Expect(int flags, int preempt, int at, char expected)
    {
        string text = new KTraceContext((KTraceContextFlags)flags, (byte)preempt).ToString();
        Assert.Equal(5, text.Length);
        Assert.Equal(expected, text[at]);
    }
}
