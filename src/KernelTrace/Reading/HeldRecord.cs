using KernelTrace.Formats.Records;

namespace KernelTrace.Reading;

/// <summary>A record, or a loss, between the buffer and whoever reads, until its stack and all before it are there.
/// </summary>
internal sealed class HeldRecord
{
    /// <summary>The record's bytes; none for a loss.</summary>
    public byte[] Bytes { get; init; } = [];

    public int Cpu { get; init; }

    public long Time { get; init; }

    /// <summary>The loss; null for a record.</summary>
    public KTraceLostEvents? Lost { get; init; }

    public int Tid { get; init; }

    /// <summary>0 for tasks; the higher, the more it can interrupt.</summary>
    public int Rank { get; init; }

    /// <summary>When it was taken, by <see cref="Environment.TickCount64"/>.</summary>
    public long TakenAt { get; init; }

    /// <summary>Whether the kernel's stack is still to come.</summary>
    public bool NeedsKernel { get; set; }

    /// <summary>Whether the stack of the process is still to come.</summary>
    public bool NeedsUser { get; set; }

    /// <summary>How many events of the same thread have come since.</summary>
    public int Passed { get; set; }

    public ulong[] Kernel { get; set; } = [];

    public ulong[] User { get; set; } = [];

    /// <summary>The process of <see cref="User"/>.</summary>
    public int Pid { get; set; }

    /// <summary>Whether nothing more is to come.</summary>
    public bool IsSettled => !NeedsKernel && !NeedsUser;

    public bool HasStack => Kernel.Length > 0 || User.Length > 0;

    /// <summary>What is still to come will not.</summary>
    public void Settle() => NeedsKernel = NeedsUser = false;
}
