namespace KernelTrace.Reading;

/// <summary>The records of one CPU whose stacks are still to come, oldest first, and which of them a stack belongs to.
/// </summary>
/// <remarks>
/// The kernel writes a stack right behind its event, but an interrupt may come between, with events of its own:
/// <code>
/// event A | event B (interrupt) | stack of B | stack of A
/// </code>
/// All are of the thread that was interrupted. The flags tell tasks, soft interrupts, interrupts and NMIs apart, each of
/// which interrupts only what is before it in that list, so that a stack belongs to the youngest event of its own
/// rank. An event of the same rank ends the waiting: the kernel writes a task's next event after the stack.
/// One thing happens within a rank: the walk of a process's stack may touch a page that is not there. The page fault's
/// event, with a stack of the kernel but none of the process, then stands before the stack of the process, which belongs
/// to the oldest.
/// </remarks>
internal sealed class OpenRecords
{
    private readonly List<HeldRecord> _open = [];

    public void Add(HeldRecord record) => _open.Add(record);

    /// <summary>To be called for each event, before it is added.</summary>
    public void Pass(int tid, int rank)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            HeldRecord open = _open[i];
            // of another thread: a switch was between; of a higher rank: that interrupt is over
            if (open.Tid != tid || open.Rank > rank || (open.Rank == rank && (open.NeedsKernel || open.Passed++ > 0))) open.Settle();
            if (open.IsSettled) _open.RemoveAt(i);
        }
    }

    /// <summary>What is still to come was lost.</summary>
    public void SettleAll()
    {
        foreach (HeldRecord open in _open) open.Settle();
        _open.Clear();
    }

    /// <summary>The record whose stack of the kernel this is; null where none waits for it.</summary>
    public HeldRecord? OfKernel(int tid, int rank) =>
        _open.FindLast(open => open.NeedsKernel && open.Tid == tid && open.Rank == rank);

    /// <summary>The record whose stack of the process this is; null where none waits for it.</summary>
    public HeldRecord? OfUser(int tid, int rank)
    {
        int at = _open.FindIndex(open => open.NeedsUser && open.Tid == tid && open.Rank == rank);
        if (at < 0) return null;
        // what happened while the stack was walked has none of its own
        for (int i = at + 1; i < _open.Count; i++)
        {
            if (_open[i].Rank == rank) _open[i].NeedsUser = false;
        }

        return _open[at];
    }
}
