using KernelTrace.Formats.Functions;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Tests.Captured;

namespace KernelTrace.Formats.Tests.Functions;

/// <summary>The calls put together from the records that kernels wrote are those that their own text tells.</summary>
public sealed class CapturedCallTests
{
    public static TheoryData<string> Lines => [.. FixtureArchive.Lines.Where(line => FixtureArchive.Of(line).Captures.Contains(CaptureList.GraphTracer))];

    [Theory, MemberData(nameof(Lines))]
    public void The_calls_are_those_of_the_kernels_text(string line)
    {
        var capture = Capture.Of(line, CaptureList.GraphTracer);
        var sink = new Sink(capture);
        foreach ((CapturedRecord record, int cpu) in InOrder(capture)) sink.Feed(record, cpu);
        sink.Pairer.Flush();
        List<GraphTextCall> expected = GraphTextCall.Parse(capture.GraphText());
        foreach (int cpu in capture.Cpus)
            Assert.Equal(expected.Where(call => call.Cpu == cpu), sink.Ended.Where(call => call.Cpu == cpu));
        Assert.True(expected.Count > 50, $"only {expected.Count} calls");
        // the whole of it was recorded, from a quiet beginning to a quiet end
        Assert.InRange(sink.Pairer.EntriesLost + sink.Pairer.Unfinished, 0, 20);
    }

    [Theory, MemberData(nameof(Lines))]
    public void Self_times_and_those_within_add_up(string line)
    {
        var capture = Capture.Of(line, CaptureList.GraphTracer);
        var sink = new Sink(capture) { KeepTree = true };
        foreach ((CapturedRecord record, int cpu) in InOrder(capture)) sink.Feed(record, cpu);
        int nested = 0;
        foreach (KFunctionCall call in sink.Calls.Where(call => call.SelfTimeNs is not null))
        {
            Assert.Equal(call.DurationNs, call.SelfTimeNs + call.Children.Sum(child => child.DurationNs));
            Assert.All(call.Children, child => Assert.True(child.Depth > call.Depth && child.Caller == call.Function && child.TimestampNs >= call.TimestampNs));
            nested += call.Children.Count;
        }

        Assert.True(nested > 10, $"only {nested} calls within others");
    }

    [Theory, MemberData(nameof(Lines))]
    public void A_tree_prints_as_the_kernel_prints_it(string line)
    {
        var capture = Capture.Of(line, CaptureList.GraphTracer);
        var sink = new Sink(capture) { KeepTree = true };
        foreach ((CapturedRecord record, int cpu) in InOrder(capture)) sink.Feed(record, cpu);
        string[] text = [.. capture.GraphText().Split('\n').Select(item => item.Length > 4 && item[2] == ')' ? item[4..] : "")];
        int compared = 0;
        foreach (KFunctionCall tree in sink.Calls.Where(call => call.Depth == 0 && !call.EntryLost && !call.Unfinished && call.Children.Count > 0).Take(50))
        {
            // the text of trees that were entered and left without another thread's lines between them
            string[] lines = tree.ToString().Split('\n');
            if (Enumerable.Range(0, text.Length - lines.Length).Any(start => lines.AsSpan().SequenceEqual(text.AsSpan(start, lines.Length)))) compared++;
        }

        Assert.True(compared > 3, $"only {compared} trees are in the kernel's text");
    }

    private static IEnumerable<(CapturedRecord Record, int Cpu)> InOrder(Capture capture) =>
        capture.Cpus.SelectMany(cpu => capture.Records(cpu).Select(record => (Record: record, Cpu: cpu))).OrderBy(item => item.Record.Time);

    private sealed class Sink : ICallSink<KFunctionCall>
    {
        private readonly FunctionRecordReader _reader;
        private readonly FunctionContext _context;
        private int _cpu;

        public Sink(Capture capture)
        {
            _reader = new FunctionRecordReader(capture.Common, capture.Format);
            _context = new FunctionContext("captured", new SessionClock("mono", null, TimeZoneInfo.Utc), capture.Facts);
            Pairer = new CallPairer<KFunctionCall>(this);
        }

        public CallPairer<KFunctionCall> Pairer { get; }

        public bool KeepTree { get; init; }

        public List<GraphTextCall> Ended { get; } = [];

        public List<KFunctionCall> Calls { get; } = [];

        public void Feed(CapturedRecord record, int cpu)
        {
            _cpu = cpu;
            FunctionRecordKind kind = _reader.Read(record.Data.Span);
            if (kind == FunctionRecordKind.Entry) Pairer.Enter(_reader, record.Time, cpu, _reader.Arguments(record.Data.Span));
            else if (kind == FunctionRecordKind.Exit) Pairer.Leave(_reader, record.Time, cpu);
        }

        public KFunctionCall? Take(in EndedCall<KFunctionCall> ended)
        {
            var call = new KFunctionCall(_context, TaskIdentity.Unknown, ended);
            Calls.Add(call);
            if (!call.Unfinished)
            {
                string words = new KFunctionCall(_context, TaskIdentity.Unknown, ended with { Children = null }).ToString();
                Ended.Add(new GraphTextCall(_cpu, call.Depth, call.Function, words[..14].Trim()));
            }

            return KeepTree ? call : null;
        }
    }
}
