using KernelTrace.Formats.Functions;

namespace KernelTrace.Formats.Tests.Functions;

/// <summary>Random calls of threads that move between CPUs, whole and with losses.</summary>
public sealed class CallPairerTests
{
    private const int Threads = 6, Cpus = 4;

    [Fact]
    public void Without_losses_every_call_is_whole_and_in_its_place()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Machine machine = new(seed);
            Result result = Pair(machine.Records, []);
            Assert.Equal(0, result.Pairer.Unfinished + result.Pairer.EntriesLost);
            Assert.Equal(machine.Calls.OrderBy(call => call.Key).Select(call => call.Value), result.Calls.OrderBy(call => call.Time)
                .Select(call => new TrueCall(call.Function, call.Tid, call.Depth, call.Time, call.Duration, call.SelfTime, call.Parent)));
            // calls end in the order of their exits
            Assert.Equal(result.Calls.Select(call => call.Time + call.Duration).Order(), result.Calls.Select(call => call.Time + call.Duration));
        }
    }

    [Fact]
    public void With_losses_no_call_is_paired_wrongly_and_none_is_dropped_in_silence()
    {
        long whole = 0, entriesLost = 0, unfinished = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            Machine machine = new(seed);
            var random = new Random(seed);
            // each gap takes all that one CPU recorded in a time
            List<(int Cpu, long From, long To)> gaps = [];
            foreach (int _ in Enumerable.Range(0, random.Next(1, 6)))
            {
                long from = random.NextInt64(machine.End);
                gaps.Add((random.Next(Cpus), from, from + random.NextInt64(machine.End / 8)));
            }

            Record[] left = [.. machine.Records.Where(record => !gaps.Any(gap => gap.Cpu == record.Cpu && record.Time >= gap.From && record.Time <= gap.To))];
            Result result = Pair(left, gaps);
            foreach (EndedCall<object> call in result.Calls)
            {
                if (call.Unfinished)
                {
                    // the entry was there; its own exit was lost, or may have been
                    TrueCall real = machine.Calls[call.Time];
                    Assert.Equal((real.Function, real.Tid, real.Depth), (call.Function, call.Tid, call.Depth));
                    Assert.Equal(-1, call.Duration);
                }
                else if (call.EntryLost)
                {
                    TrueCall real = machine.Calls[call.Time];
                    Assert.Equal((real.Function, real.Tid, real.Depth, real.Duration), (call.Function, call.Tid, call.Depth, call.Duration));
                    Assert.Equal(-1, call.SelfTime);
                }
                else
                {
                    TrueCall real = machine.Calls[call.Time];
                    Assert.Equal((real.Function, real.Tid, real.Depth, real.Duration), (call.Function, call.Tid, call.Depth, call.Duration));
                    if (call.SelfTime >= 0) Assert.Equal(real.Self, call.SelfTime);
                }
            }

            int entries = left.Count(record => record.IsEntry), exits = left.Length - entries;
            long pairs = result.Calls.Count(call => !call.Unfinished && !call.EntryLost);
            Assert.Equal(entries, pairs + result.Pairer.Unfinished);
            Assert.Equal(exits, pairs + result.Pairer.EntriesLost);
            (whole, entriesLost, unfinished) = (whole + pairs, entriesLost + result.Pairer.EntriesLost, unfinished + result.Pairer.Unfinished);
        }

        // it is about something, and loses little more than it has to
        Assert.InRange(whole, 100_000, long.MaxValue);
        Assert.InRange(entriesLost, 1000, whole / 4);
        Assert.InRange(unfinished, 1000, whole / 4);
    }

    [Fact]
    public void The_exit_of_a_later_call_of_the_same_function_is_not_taken_for_that_of_an_earlier()
    {
        var sink = new Sink();
        var pairer = new CallPairer<object>(sink);
        FunctionRecordReader reader = CallRecords.Reader();
        Assert.Equal(FunctionRecordKind.Entry, reader.Read(CallRecords.Entry(7, 0xa, 0)));
        pairer.Enter(reader, 1000, 0, null);
        pairer.Lost(50_000);
        // the first took until 20000, the second began at 30000; both records are lost
        Assert.Equal(FunctionRecordKind.Exit, reader.Read(CallRecords.Exit(7, 0xa, 0, 30_000, 60_000)));
        pairer.Leave(reader, 60_010, 1);
        Assert.Collection(sink.Calls,
            first => Assert.True(first.Unfinished && first.Time == 1000 && first.Duration == -1),
            second => Assert.True(second.EntryLost && second.Duration == 30_000 && second.Time == 30_010));
    }

    [Fact]
    public void Records_of_any_bytes_give_calls_and_no_more_memory_than_is_allowed()
    {
        var sink = new Sink();
        var pairer = new CallPairer<object>(sink);
        FunctionRecordReader reader = CallRecords.Reader();
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++)
        {
            byte[] record = random.Next(2) == 0 ? CallRecords.Entry(random.Next(-3, 3), (ulong)random.Next(3), random.Next(-5, int.MaxValue), 0, 1, 2)
                : CallRecords.Exit(random.Next(-3, 3), (ulong)random.Next(3), random.Next(-5, 5), random.NextInt64(), random.NextInt64());
            record = record[..random.Next(record.Length + 1)];
            FunctionRecordKind kind = reader.Read(record);
            if (kind == FunctionRecordKind.Entry) pairer.Enter(reader, i, random.Next(4), reader.Arguments(record));
            else if (kind == FunctionRecordKind.Exit) pairer.Leave(reader, i, random.Next(4));
        }

        pairer.Flush();
        Assert.NotEmpty(sink.Calls);
        Assert.All(sink.Calls, call => Assert.InRange(call.Level, 0, 2048));
    }

    private static Result Pair(IEnumerable<Record> records, List<(int Cpu, long From, long To)> gaps)
    {
        var sink = new Sink();
        var pairer = new CallPairer<object>(sink);
        FunctionRecordReader reader = CallRecords.Reader();
        var open = new Queue<(int Cpu, long From, long To)>(gaps.OrderBy(gap => gap.From));
        foreach (Record record in records)
        {
            // a gap is known before what is younger than its beginning comes
            while (open.TryPeek(out (int Cpu, long From, long To) gap) && gap.From <= record.Time) pairer.Lost(open.Dequeue().To);
            FunctionRecordKind kind = reader.Read(record.Bytes);
            Assert.Equal(record.IsEntry ? FunctionRecordKind.Entry : FunctionRecordKind.Exit, kind);
            if (record.IsEntry) pairer.Enter(reader, record.Time, record.Cpu, null);
            else pairer.Leave(reader, record.Time, record.Cpu);
        }

        pairer.Flush();
        return new Result(pairer, sink.Calls);
    }

    private sealed record Result(CallPairer<object> Pairer, List<EndedCall<object>> Calls);

    private sealed record Record(long Time, int Cpu, bool IsEntry, byte[] Bytes);

    private sealed record TrueCall(ulong Function, int Tid, int Depth, long Time, long Duration, long Self, ulong Parent);

    private sealed class Sink : ICallSink<object>
    {
        public List<EndedCall<object>> Calls { get; } = [];

        public object? Take(in EndedCall<object> call)
        {
            Calls.Add(call);
            return null;
        }
    }

    /// <summary>Threads that call functions of few names, move between CPUs, and have idle threads of the number 0 among them.</summary>
    private sealed class Machine
    {
        private readonly Random _random;

        public Machine(int seed)
        {
            _random = new Random(seed * 7919);
            var threads = Enumerable.Range(0, Threads + Cpus).Select(number => new Thread(number < Threads ? 100 + number : 0, number < Threads ? -1 : number - Threads)).ToArray();
            var records = new List<Record>();
            long now = 0;
            for (int step = 0; step < 1200; step++)
            {
                now += _random.Next(20, 9000);
                Thread thread = threads[_random.Next(threads.Length)];
                if (thread.Cpu < 0 || (thread.Bound < 0 && _random.Next(4) == 0)) thread.Cpu = _random.Next(Cpus);
                bool enter = thread.Open.Count == 0 || (thread.Open.Count < 6 && _random.Next(2) == 0);
                records.Add(enter ? Enter(thread, now) : Leave(thread, now));
            }

            foreach (Thread thread in threads)
            {
                while (thread.Open.Count > 0) records.Add(Leave(thread, now += 500));
            }

            Records = records;
            End = now;
        }

        public IReadOnlyList<Record> Records { get; }

        public long End { get; }

        /// <summary>By the time of their entry.</summary>
        public Dictionary<long, TrueCall> Calls { get; } = [];

        private Record Enter(Thread thread, long now)
        {
            ulong function = (ulong)_random.Next(1, 4);
            int depth = thread.Open.Count;
            thread.Open.Push((function, now, 0));
            return new Record(now, thread.Cpu, true, CallRecords.Entry(thread.Tid, function, depth));
        }

        private Record Leave(Thread thread, long now)
        {
            (ulong function, long time, long within) = thread.Open.Pop();
            if (thread.Open.TryPop(out (ulong Function, long Time, long Within) outer))
                thread.Open.Push((outer.Function, outer.Time, outer.Within + now - time));
            Calls[time] = new TrueCall(function, thread.Tid, thread.Open.Count, time, now - time, now - time - within, outer.Function);
            return new Record(now, thread.Cpu, false, CallRecords.Exit(thread.Tid, function, thread.Open.Count, time, now));
        }

        private sealed class Thread(int tid, int bound)
        {
            public int Tid => tid;

            public int Bound { get; } = bound;

            public int Cpu { get; set; } = bound;

            public Stack<(ulong Function, long Time, long Within)> Open { get; } = new();
        }
    }
}
