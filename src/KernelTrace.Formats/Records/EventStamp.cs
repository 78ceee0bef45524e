namespace KernelTrace.Formats.Records;

/// <summary>What every record of the ring buffer says, whatever its event.</summary>
/// <param name="Source">Format, session and clock.</param>
/// <param name="TimestampNs">Time by the session's clock.</param>
/// <param name="Task">Who the thread is.</param>
/// <param name="Tid">The thread (kernel: <c>common_pid</c>).</param>
/// <param name="Cpu">The CPU whose buffer held the record.</param>
/// <param name="Flags">Kernel: <c>common_flags</c>.</param>
/// <param name="PreemptCount">Kernel: <c>common_preempt_count</c>.</param>
public readonly record struct EventStamp(EventContext Source, long TimestampNs, TaskIdentity Task, int Tid, int Cpu,
    byte Flags, byte PreemptCount);
