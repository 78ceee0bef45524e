using System.Globalization;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Records;

public class EventTextTests
{
    private static readonly EventFormat _wakeup = EventFormatParser.Parse("sched", Samples.SchedWakeup);

    // lines of a kernel's trace file, and what their records held
    [Theory]
    [InlineData("          <idle>-0       [002] d..2.   123.456789: sched_wakeup: ", "<idle>", 0, 2, 0x01, 0x02, 123_456_789_000)]
    [InlineData("            bash-4242    [000] .....     0.000001: sched_wakeup: ", "bash", 4242, 0, 0, 0, 1_000)]
    [InlineData("           <...>-12345678 [1023] dNh41 99999.000000: sched_wakeup: ", "<...>", 12345678, 1023, 0x2d, 0x14, 99_999_000_000_000)]
    [InlineData("averylongname123-7       [012] .N.1. 1234567.500000: sched_wakeup: ", "averylongname123", 7, 12, 0x24, 0x01, 1_234_567_500_000_000)]
    public void The_line_is_the_kernels(string expected, string comm, int tid, int cpu, int flags, int preempt, long time)
    {
        Assert.Equal(expected + "comm=kworker pid=77 prio=-1 target_cpu=002",
            Wakeup("mono", time, comm, tid, cpu, (byte)flags, (byte)preempt).ToString());
    }

    // as trace showed these times of trace_pipe_raw, on a 6.18 kernel
    [Theory]
    [InlineData(3119_419_263_206, "3119.419263")]
    [InlineData(3119_426_865_733, "3119.426866")]
    [InlineData(3119_444_777_897, "3119.444778")]
    [InlineData(499, "0.000000")]
    [InlineData(500, "0.000001")]
    [InlineData(999_999_999, "1.000000")]
    [InlineData(long.MinValue, "9223372036.854776")]
    public void Time_is_rounded_to_the_nearest_microsecond(long time, string expected) =>
        Assert.Contains($" {expected}: sched_wakeup: ", Wakeup("mono", time, "bash", 1, 0, 0, 0).ToString());

    [Theory]
    [InlineData("uptime", 311904, "           <...>-2170    [000] ...1.       311904: sched_wakeup: ")]
    [InlineData("counter", 311904, "           <...>-2170    [000] ...1.       311904: sched_wakeup: ")]
    [InlineData("x86-tsc", 123456789012345, "           <...>-2170    [000] ...1. 123456789012345: sched_wakeup: ")]
    public void A_clock_that_does_not_count_nanoseconds_prints_its_number(string clock, long time, string expected) =>
        Assert.StartsWith(expected, Wakeup(clock, time, "<...>", 2170, 0, 0, 1).ToString());

    [Fact]
    public void The_culture_of_the_thread_changes_nothing()
    {
        KTraceEvent read = Wakeup("mono", 1_500_000_000, "bash", -5, 0, 0, 0);
        string line = read.ToString();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = new NumberFormatInfo { NegativeSign = "~", NumberDecimalSeparator = "," },
            };
            Assert.Equal(line, read.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static KTraceEvent Wakeup(string clock, long time, string comm, int tid, int cpu, byte flags, byte preempt)
    {
        byte[] record = Decoding.Record(36, (8, "kworker\0"u8.ToArray()), (24, [77]), (28, BitConverter.GetBytes(-1)), (32, [2]));
        var context = new EventContext(_wakeup, "test", new SessionClock(clock, null, TimeZoneInfo.Utc));
        return EventClass.ConstructorOf(_wakeup)(
            new EventStamp(context, time, new TaskIdentity(comm, null), tid, cpu, flags, preempt), record);
    }
}
