using KernelTrace.Formats.Events;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Support;

namespace KernelTrace.Formats.Tests.Records;

public class EventDecoderTests
{
    private readonly Tasks _tasks = new();
    private readonly List<int> _asked = [];
    private EventFormat? _format = EventFormatParser.Parse("sched", Samples.SchedWakeup);

    [Fact]
    public void A_record_becomes_an_event()
    {
        byte[] record = Wakeup();
        (record[2], record[3]) = (0x15, 0x23);
        KTraceEvent read = Decoder().Decode(record, 1_500, 3);

        Assert.Equal("sched:sched_wakeup", read.Event);
        Assert.Equal((1_500L, 3, Decoding.Pid, 4200, "bash", "session"),
            (read.TimestampNs, read.Cpu, read.Tid, read.Pid, read.Comm, read.Session));
        Assert.Equal(new KTraceContext((KTraceContextFlags)0x15, 0x23), read.Context);
        Assert.Equal((3, 2), (read.Context.PreemptDepth, read.Context.MigrateDisableDepth));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(15), read.Timestamp);
        Assert.Equal("kworker", Decoding.Property(read, "field_comm"));
        Assert.Equal(77, Decoding.Property(read, "field_pid"));
        Assert.Equal(2, Decoding.Property(read, "target_cpu"));
    }

    [Fact]
    public void The_format_is_asked_for_once_and_the_task_each_time()
    {
        EventDecoder decoder = Decoder();
        for (int n = 0; n < 5; n++) decoder.Decode(Wakeup(), n, 0);

        Assert.Equal([FormatText.Id], _asked);
        Assert.Equal(5, _tasks.Asked);
    }

    [Fact]
    public void Reset_asks_again()
    {
        EventDecoder decoder = Decoder();
        decoder.Decode(Wakeup(), 0, 0);
        _format = FormatText.Parse("probes", "other", FormatText.Field("int x", 8, 4));
        decoder.Reset();

        Assert.Equal("probes:other", decoder.Decode(Wakeup(), 0, 0).Event);
        Assert.Equal([FormatText.Id, FormatText.Id], _asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(65535)]
    public void A_number_without_a_format_is_an_unknown_event(int id)
    {
        _format = null;
        byte[] record = Decoding.Record(12, (0, BitConverter.GetBytes((ushort)id)), (8, [1, 2, 3, 0xab]));
        EventDecoder decoder = Decoder();
        var read = Assert.IsType<UnknownEvent>(decoder.Decode(record, 9, 1));
        string hex = Convert.ToHexString(record).ToLowerInvariant();
        byte[] before = [.. record];
        record.AsSpan().Clear();

        Assert.Equal(($"unknown:{id}", hex, Decoding.Pid, 0), (read.Event, read.Message, read.Tid, read.Fields.Count));
        Assert.Equal(before, read.Data);
        Assert.Contains($": {id}: {hex}", read.ToString());
        decoder.Decode(before, 9, 1);
        Assert.Equal([id], _asked);
    }

    [Fact]
    public void A_record_too_short_for_a_number_is_an_unknown_event()
    {
        EventDecoder decoder = Decoder();
        for (int length = 0; length < 2; length++)
        {
            var read = Assert.IsType<UnknownEvent>(decoder.Decode(Wakeup().AsSpan(0, length), 0, 0));
            Assert.Equal((length, 0, "<...>"), (read.Data.Length, read.Tid, read.Comm));
            Assert.Null(read.Pid);
        }

        Assert.Empty(_asked);
    }

    [Fact]
    public void A_record_too_short_for_the_common_fields_has_zeros()
    {
        EventDecoder decoder = Decoder();
        byte[] record = Wakeup();
        record.AsSpan(2).Fill(0xff);
        for (int length = 2; length < 8; length++)
        {
            KTraceEvent read = decoder.Decode(record.AsSpan(0, length), 0, 0);
            Assert.Equal("sched:sched_wakeup", read.Event);
            Assert.Equal(0, read.Tid);
            Assert.Equal(length > 2 ? 0xff : 0, (int)read.Context.Flags);
            Assert.Equal(length > 3 ? 0xff : 0, read.Context.PreemptCount);
        }
    }

    [Fact]
    public void Common_fields_that_the_kernel_does_not_have_are_zero()
    {
        var decoder = new EventDecoder("s", Decoding.Clock, new CommonLayout(0, -1, -1, -1), _tasks, _ => _format);
        byte[] record = Wakeup();
        record.AsSpan(2, 6).Fill(0xff);
        KTraceEvent read = decoder.Decode(record, 0, 0);

        Assert.Equal((0, default), (read.Tid, read.Context));
    }

    [Fact]
    public void The_places_of_the_common_fields_are_the_kernels()
    {
        var decoder = new EventDecoder("s", Decoding.Clock, new CommonLayout(6, 5, 4, 0), _tasks, Find);
        byte[] record = [1, 0, 0, 0, 0x11, 0x22, 0x34, 0x12];
        KTraceEvent read = decoder.Decode(record, 0, 0);

        Assert.Equal([0x1234], _asked);
        Assert.Equal((1, (KTraceContextFlags)0x22, (byte)0x11), (read.Tid, read.Context.Flags, read.Context.PreemptCount));
        Assert.Equal((0x1234, 1), (decoder.EventId(record), decoder.Tid(record)));
        Assert.Equal((-1, 0), (decoder.EventId(record.AsSpan(0, 7)), decoder.Tid(record.AsSpan(0, 3))));
    }

    private EventDecoder Decoder() => new("session", Decoding.Clock, new CommonLayout(0, 2, 3, 4), _tasks, Find);

    private EventFormat? Find(int id)
    {
        _asked.Add(id);
        return _format;
    }

    private static byte[] Wakeup() => Decoding.Record(36, (8, "kworker\0"u8.ToArray()), (24, [77]), (28, [120]), (32, [2]));
}
