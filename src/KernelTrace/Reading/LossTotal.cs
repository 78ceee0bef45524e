using KernelTrace.Formats.Records;

namespace KernelTrace.Reading;

/// <summary>What one CPU lost, for one reason, during a reading.</summary>
/// <param name="Cpu">The CPU.</param>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many events, as far as the kernel tells.</param>
/// <param name="Uncounted">Gaps whose number of events the kernel did not tell.</param>
/// <param name="FirstNs">Time of the CPU's last event before the first gap, by the session's clock; null where there is
/// none.</param>
/// <param name="LastNs">Time behind the last gap, by the session's clock.</param>
public sealed record LossTotal(int Cpu, LostReason Reason, long Count, long Uncounted, long? FirstNs, long LastNs)
{
    /// <summary>Adds one gap.</summary>
    internal LossTotal Add(KTraceLostEvents lost) => this with
    {
        Count = Count + (lost.Count ?? 0),
        Uncounted = Uncounted + (lost.Count is null ? 1 : 0),
        LastNs = lost.BeforeNs ?? lost.TimestampNs,
    };
}
