namespace KernelTrace.Formats.Functions;

/// <summary>Puts the entries and exits of functions together to calls. Each thread has a stack of open calls of its own, which
/// follows it from CPU to CPU; the idle threads, which share the number 0, have one for each CPU.</summary>
/// <remarks>
/// An exit belongs to the innermost open call, if depth and function are the same. What is open deeper has ended unseen, and
/// an exit whose call is not open has begun unseen: both are given out as such, and never with each other.
/// <code>
/// entry d0 A | entry d1 B | (lost: exit d1 B, entry d1 C) | exit d1 C | exit d0 A
///              B: Unfinished                               C: EntryLost  A: whole, SelfTime unknown
/// </code>
/// One wrong pair would pass that test: of two calls of the same function, one behind the other, the entry of the first and
/// the exit of the second, with what is between them lost. So a call that was open while events were lost
/// (<see cref="Lost"/>) is paired only if it also began when the exit says: the exit's time less its duration lies behind
/// the entry of every later call, as this call had to end first. For threads and CPUs in time order.
/// </remarks>
/// <typeparam name="T">What stands for a call in the tree of its caller.</typeparam>
public sealed class CallPairer<T> where T : class
{
    /// <summary>The kernel's own stacks hold 50 calls, since 6.11 some hundreds.</summary>
    private const int MostFrames = 2048;

    private const int MostChildren = 100_000, MostIdleStacks = 65536;

    /// <summary>How much later than its entry a call may seem to begin: the exit's time is taken a little behind the end.</summary>
    private const long Slack = 1000, SlackPart = 20_000; // ns; one part of so many, for clocks that run apart

    private readonly ICallSink<T> _sink;
    private readonly Dictionary<int, Stack> _stacks = [];
    private Stack? _last;
    private long _doubtUntil = long.MinValue;

    /// <summary>A pairer that gives the calls to a sink.</summary>
    public CallPairer(ICallSink<T> sink) => _sink = sink;

    /// <summary>How many calls were given out whose end was not seen.</summary>
    public long Unfinished { get; private set; }

    /// <summary>How many calls were given out whose entry was not seen.</summary>
    public long EntriesLost { get; private set; }

    /// <summary>A function was entered.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="time">When, by the session's clock.</param>
    /// <param name="cpu">Where.</param>
    /// <param name="arguments">Its arguments; null where there are none.</param>
    public void Enter(FunctionRecordReader entry, long time, int cpu, ulong[]? arguments)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Stack stack = Of(entry.Tid, cpu);
        while (stack.Count > 0 && (stack.Top.Depth >= entry.Depth || stack.Count >= MostFrames)) Abandon(stack);
        stack.Push() = new Frame
        {
            Function = entry.Function,
            Caller = entry.Caller,
            Depth = entry.Depth,
            Cpu = cpu,
            Time = time,
            Arguments = arguments,
        };
    }

    /// <summary>A function was left.</summary>
    /// <param name="exit">The exit.</param>
    /// <param name="time">When, by the session's clock.</param>
    /// <param name="cpu">Where.</param>
    public void Leave(FunctionRecordReader exit, long time, int cpu)
    {
        ArgumentNullException.ThrowIfNull(exit);
        Stack stack = Of(exit.Tid, cpu);
        while (stack.Count > 0 && stack.Top.Depth > exit.Depth) Abandon(stack);
        bool paired = false;
        if (stack.Count > 0 && stack.Top.Depth == exit.Depth)
        {
            paired = stack.Top.Function == exit.Function && (stack.Top.Time > _doubtUntil || Agree(stack.Top.Time, time, exit.Duration));
            if (!paired) Abandon(stack);
        }

        if (paired) End(stack, exit);
        else Orphan(stack, exit, time, cpu);
    }

    /// <summary>Events were lost that happened before a time. To be called before the events that happened meanwhile on other
    /// CPUs come.</summary>
    public void Lost(long until) => _doubtUntil = Math.Max(_doubtUntil, until);

    /// <summary>The recording is over: gives out what is still open.</summary>
    public void Flush()
    {
        foreach (Stack stack in _stacks.Values)
        {
            while (stack.Count > 0) Abandon(stack);
        }

        _stacks.Clear();
        _last = null;
    }

    private static bool Agree(long entry, long exit, long duration) =>
        duration >= 0 && exit - duration - entry <= Slack + duration / SlackPart;

    private void End(Stack stack, FunctionRecordReader exit)
    {
        Frame frame = stack.Pop();
        bool whole = !frame.Gaps && frame.Time > _doubtUntil && exit.Duration >= 0;
        T? node = _sink.Take(Call(stack, frame, exit.Tid) with
        {
            Duration = exit.Duration,
            SelfTime = whole ? Math.Max(0, exit.Duration - frame.Within) : -1,
            Return = exit.Return,
        });
        if (stack.Count == 0) return;
        ref Frame parent = ref stack.Top;
        parent.Within += Math.Max(0, exit.Duration);
        Adopt(ref parent, node);
    }

    /// <summary>The innermost open call has ended unseen.</summary>
    private void Abandon(Stack stack)
    {
        Unfinished++;
        Frame frame = stack.Pop();
        T? node = _sink.Take(Call(stack, frame, stack.Tid) with { Duration = -1, SelfTime = -1, Unfinished = true });
        if (stack.Count == 0) return;
        stack.Top.Gaps = true;
        Adopt(ref stack.Top, node);
    }

    /// <summary>A call ended that began unseen.</summary>
    private void Orphan(Stack stack, FunctionRecordReader exit, long time, int cpu)
    {
        EntriesLost++;
        if (stack.Count > 0) stack.Top.Gaps = true;
        _sink.Take(new EndedCall<T>
        {
            Function = exit.Function,
            Depth = exit.Depth,
            Level = stack.Count,
            Tid = exit.Tid,
            Cpu = cpu,
            Time = time - Math.Max(0, exit.Duration),
            Duration = exit.Duration,
            SelfTime = -1,
            Return = exit.Return,
            EntryLost = true,
            // which of the open calls it is in is not known for certain
            IsOutermost = true,
        });
    }

    private static EndedCall<T> Call(Stack stack, in Frame frame, int tid) => new()
    {
        Function = frame.Function,
        Caller = frame.Caller,
        Parent = stack.Count > 0 ? stack.Top.Function : 0,
        Depth = frame.Depth,
        Level = stack.Count,
        Tid = tid,
        Cpu = frame.Cpu,
        Time = frame.Time,
        Arguments = frame.Arguments,
        Children = frame.Children,
        OmittedChildren = frame.Omitted,
        IsOutermost = stack.Count == 0,
    };

    private static void Adopt(ref Frame parent, T? node)
    {
        if (node is null) return;
        parent.Children ??= [];
        if (parent.Children.Count < MostChildren) parent.Children.Add(node);
        else parent.Omitted++;
    }

    private Stack Of(int tid, int cpu)
    {
        int key = tid == 0 ? -1 - cpu : tid;
        if (_last is not null && _last.Key == key) return _last;
        if (_stacks.TryGetValue(key, out Stack? stack)) return _last = stack;
        if (_stacks.Count >= MostIdleStacks)
        {
            foreach (int empty in _stacks.Where(pair => pair.Value.Count == 0).Select(pair => pair.Key).ToArray()) _stacks.Remove(empty);
        }

        return _last = _stacks[key] = new Stack(key, tid);
    }

    private struct Frame
    {
        public ulong Function, Caller;
        public int Depth, Cpu;
        public long Time, Within, Omitted;
        public ulong[]? Arguments;
        public List<T>? Children;

        /// <summary>Whether not all calls within it are known.</summary>
        public bool Gaps;
    }

    private sealed class Stack(int key, int tid)
    {
        private Frame[] _frames = new Frame[8];

        public int Key => key;

        public int Tid => tid;

        public int Count { get; private set; }

        public ref Frame Top => ref _frames[Count - 1];

        public ref Frame Push()
        {
            if (Count == _frames.Length) Array.Resize(ref _frames, Count * 2);
            return ref _frames[Count++];
        }

        public Frame Pop()
        {
            Frame frame = _frames[--Count];
            _frames[Count] = default; // its children and arguments are not ours any more
            return frame;
        }
    }
}
