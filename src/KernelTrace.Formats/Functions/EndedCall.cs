namespace KernelTrace.Formats.Functions;

/// <summary>A call that ended, or whose end was not seen.</summary>
/// <typeparam name="T">What stands for a call in the tree of its caller.</typeparam>
public readonly struct EndedCall<T> where T : class
{
    /// <summary>The function's address.</summary>
    public ulong Function { get; init; }

    /// <summary>Where it was called from; 0 where that was not recorded.</summary>
    public ulong Caller { get; init; }

    /// <summary>The recorded function that it was called from, directly or through others that are not recorded; 0 where there
    /// is none, or it is not known.</summary>
    public ulong Parent { get; init; }

    /// <summary>The kernel's depth: 0 for the outermost call.</summary>
    public int Depth { get; init; }

    /// <summary>How many calls whose entries were seen were open around it.</summary>
    public int Level { get; init; }

    /// <summary>The thread.</summary>
    public int Tid { get; init; }

    /// <summary>The CPU on which it was entered; on which it ended, where the entry was not seen.</summary>
    public int Cpu { get; init; }

    /// <summary>When it was entered, by the session's clock; without its entry, the end less the duration.</summary>
    public long Time { get; init; }

    /// <summary>Nanoseconds from call to return; -1 where the end was not seen.</summary>
    public long Duration { get; init; }

    /// <summary>The duration less that of the recorded calls within it; -1 where not all of them are known.</summary>
    public long SelfTime { get; init; }

    /// <summary>What it returned; null where that was not recorded.</summary>
    public ulong? Return { get; init; }

    /// <summary>Its arguments, a register each; null where they were not recorded.</summary>
    public ulong[]? Arguments { get; init; }

    /// <summary>Whether the entry was not seen.</summary>
    public bool EntryLost { get; init; }

    /// <summary>Whether the end was not seen.</summary>
    public bool Unfinished { get; init; }

    /// <summary>What stands for the calls within it, in their order; null where there are none.</summary>
    public List<T>? Children { get; init; }

    /// <summary>Calls within it that were too many to be kept.</summary>
    public long OmittedChildren { get; init; }

    /// <summary>Whether it is in no other call.</summary>
    public bool IsOutermost { get; init; }
}
