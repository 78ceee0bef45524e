using System.Diagnostics.CodeAnalysis;
using KernelTrace.Formats.Records;
using KernelTrace.Tracefs;

namespace KernelTrace.Reading;

/// <summary>Puts the stacks that the kernel records behind an event with their event.</summary>
/// <remarks>
/// What comes out of the merge goes through a queue, in its order: an event waits in it for its stack, and what is
/// younger waits behind. A stack that belongs to no event goes through the queue as an event of its own, as after a loss
/// that took its event. A reading without stacks has no joiner.
/// </remarks>
internal sealed class StackJoiner
{
    /// <summary>No stack takes longer, unless the writer itself was held up.</summary>
    private const int PatienceMilliseconds = 10;

    /// <summary>So much may stand behind an event whose stack does not come.</summary>
    private const int MostHeld = 1 << 14;

    private static readonly string[] _names = ["kernel_stack", "user_stack"];

    private readonly Queue<HeldRecord> _queue = new();
    private readonly Dictionary<int, (OpenRecords Open, int Id, int Tid, int Rank)> _cpus = [];
    private RecordedStacks _recorded;
    private EventDecoder _decoder;
    private StackFormat? _kernel, _user;

    /// <summary>A joiner for the stacks of one instance.</summary>
    public StackJoiner(TraceInstance instance, EventDecoder decoder, RecordedStacks recorded) =>
        Attach(instance, decoder, recorded);

    /// <summary>Whether something waits.</summary>
    public bool IsHolding => _queue.Count > 0;

    /// <summary>The layouts of the two stacks, where this kernel has them.</summary>
    public static IEnumerable<StackFormat> Formats(TracefsRoot root) => _names
        .Select(name => root.TryFormat(new EventName("ftrace", name)))
        .Select(format => format is null ? null : StackFormat.Of(format)).OfType<StackFormat>();

    /// <summary>Goes on for another reader.</summary>
    [MemberNotNull(nameof(_decoder), nameof(_recorded))]
    public void Attach(TraceInstance instance, EventDecoder decoder, RecordedStacks recorded)
    {
        _decoder = decoder;
        _recorded = recorded;
        foreach (StackFormat format in Formats(instance.Root)) _ = format.IsUser ? _user = format : _kernel = format;
    }

    /// <summary>Takes the next record of the merge.</summary>
    /// <returns>False where it need not wait, and is to be given out at once.</returns>
    public bool Take(ReadOnlySpan<byte> record, long time, int cpu)
    {
        int id = _decoder.EventId(record), tid = _decoder.Tid(record), rank = Rank(_decoder.Context(record).Flags);
        if (!_cpus.TryGetValue(cpu, out var state)) state.Open = new OpenRecords();
        StackFormat? stack = id == _kernel?.Id ? _kernel : id == _user?.Id ? _user : null;
        bool needsKernel = false, needsUser = false;
        if (stack is null)
        {
            state.Open.Pass(tid, rank);
            _cpus[cpu] = state with { Id = id, Tid = tid, Rank = rank };
            needsKernel = _recorded.OfKernel(id);
            needsUser = _recorded.OfProcess;
        }
        else
        {
            if (TryJoin(stack, record, state.Open, tid, rank)) return true;
            if ((state.Tid, state.Rank) == (tid, rank)) _recorded.Learn(state.Id, stack.IsUser);
            if (_recorded.LeavesOut(tid)) return true;
        }

        if (!needsKernel && !needsUser && _queue.Count == 0) return false;
        var held = new HeldRecord
        {
            Bytes = record.ToArray(),
            Time = time,
            Cpu = cpu,
            Tid = tid,
            Rank = rank,
            TakenAt = Environment.TickCount64,
            NeedsKernel = needsKernel,
            NeedsUser = needsUser,
        };
        _queue.Enqueue(held);
        if (!held.IsSettled) state.Open.Add(held);
        return true;
    }

    /// <summary>Takes the next loss of the merge.</summary>
    /// <returns>False where it need not wait, and is to be given out at once.</returns>
    public bool Take(KTraceLostEvents lost)
    {
        // the place of a drop is not exact: a stack may well come behind it
        if (lost.Reason != LostReason.Dropped && _cpus.TryGetValue(lost.Cpu, out var state)) state.Open.SettleAll();
        if (_queue.Count == 0) return false;
        _queue.Enqueue(new HeldRecord { Lost = lost, Cpu = lost.Cpu, Time = lost.TimestampNs });
        return true;
    }

    /// <summary>The oldest, when nothing more is to come for it.</summary>
    public bool TryGive([NotNullWhen(true)] out HeldRecord? held)
    {
        if (!_queue.TryPeek(out held) || (!held.IsSettled && _queue.Count <= MostHeld)) return false;
        _queue.Dequeue().Settle();
        return true;
    }

    /// <summary>To be called when the merge has nothing to give now: what has waited for long waits no more.</summary>
    /// <param name="atEnd">Whether nothing more will come.</param>
    /// <returns>Whether <see cref="TryGive"/> has something now.</returns>
    public bool Settle(bool atEnd)
    {
        if (!_queue.TryPeek(out HeldRecord? oldest)) return false;
        if (atEnd || Environment.TickCount64 - oldest.TakenAt > PatienceMilliseconds) oldest.Settle();
        return oldest.IsSettled;
    }

    private static bool TryJoin(StackFormat stack, ReadOnlySpan<byte> record, OpenRecords open, int tid, int rank)
    {
        HeldRecord? held = stack.IsUser ? open.OfUser(tid, rank) : open.OfKernel(tid, rank);
        if (held is null) return false;
        if (stack.IsUser)
        {
            held.User = stack.Addresses(record);
            held.Pid = stack.Pid(record);
            held.NeedsUser = false;
        }
        else
        {
            held.Kernel = stack.Addresses(record);
            held.NeedsKernel = false;
        }

        return true;
    }

    private static int Rank(KTraceContextFlags flags) => (flags & KTraceContextFlags.Nmi) != 0 ? 3
        : (flags & KTraceContextFlags.HardIrq) != 0 ? 2
        : (flags & KTraceContextFlags.SoftIrq) != 0 ? 1 : 0;
}
