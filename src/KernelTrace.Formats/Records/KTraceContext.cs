namespace KernelTrace.Formats.Records;

/// <summary>In what context an event happened: interrupts, soft interrupts, preemption.</summary>
/// <param name="Flags">The kernel's flags.</param>
/// <param name="PreemptCount">The kernel's raw byte: preemption depth in the low half, migration-disable depth in the
/// high half.</param>
public readonly record struct KTraceContext(KTraceContextFlags Flags, byte PreemptCount)
{
    /// <summary>How often preemption was disabled, up to 15.</summary>
    public int PreemptDepth => PreemptCount & 0xf;

    /// <summary>How often migration was disabled, up to 15.</summary>
    public int MigrateDisableDepth => PreemptCount >> 4;

    /// <summary>The five letters of the kernel's text, such as <c>d..1.</c></summary>
    /// <remarks>Source: <c>trace_print_lat_fmt</c>, <c>kernel/trace/trace_output.c</c>.</remarks>
    public override string ToString()
    {
        const KTraceContextFlags Resched = KTraceContextFlags.NeedResched | KTraceContextFlags.NeedReschedLazy
            | KTraceContextFlags.PreemptResched;
        bool irqsOff = Has(KTraceContextFlags.IrqsOff), bhOff = Has(KTraceContextFlags.BhOff);
        bool nmi = Has(KTraceContextFlags.Nmi), hard = Has(KTraceContextFlags.HardIrq);
        bool soft = Has(KTraceContextFlags.SoftIrq);
        char irqs = irqsOff ? bhOff ? 'D' : 'd' : bhOff ? 'b' : '.';
        char resched = (Flags & Resched) switch
        {
            Resched => 'B',
            KTraceContextFlags.NeedResched | KTraceContextFlags.PreemptResched => 'N',
            KTraceContextFlags.NeedReschedLazy | KTraceContextFlags.PreemptResched => 'L',
            KTraceContextFlags.NeedReschedLazy | KTraceContextFlags.NeedResched => 'b',
            KTraceContextFlags.NeedResched => 'n',
            KTraceContextFlags.NeedReschedLazy => 'l',
            KTraceContextFlags.PreemptResched => 'p',
            _ => '.',
        };
        char interrupt = nmi ? hard ? 'Z' : 'z' : hard ? soft ? 'H' : 'h' : soft ? 's' : '.';
        return string.Concat([irqs, resched, interrupt, Depth(PreemptDepth), Depth(MigrateDisableDepth)]);
    }

    private bool Has(KTraceContextFlags flag) => (Flags & flag) != 0;

    private static char Depth(int depth) => depth == 0 ? '.' : "0123456789abcdef"[depth];
}
