namespace KernelTrace.Formats.Records;

/// <summary>The bits of <c>common_flags</c> (kernel: <c>enum trace_flag_type</c>, <c>include/linux/trace_events.h</c>).
/// </summary>
[Flags]
public enum KTraceContextFlags
{
    /// <summary>Nothing in particular: a task with interrupts on.</summary>
    None = 0,

    /// <summary>Interrupts were off.</summary>
    IrqsOff = 0x01,

    /// <summary>A lazy reschedule was asked for. (Before 6.13 the bit meant: no information about interrupts.)</summary>
    NeedReschedLazy = 0x02,

    /// <summary>A reschedule was asked for.</summary>
    NeedResched = 0x04,

    /// <summary>In a hardware interrupt.</summary>
    HardIrq = 0x08,

    /// <summary>In a soft interrupt.</summary>
    SoftIrq = 0x10,

    /// <summary>A preemption was pending.</summary>
    PreemptResched = 0x20,

    /// <summary>In a non-maskable interrupt.</summary>
    Nmi = 0x40,

    /// <summary>Bottom halves were off.</summary>
    BhOff = 0x80,
}
