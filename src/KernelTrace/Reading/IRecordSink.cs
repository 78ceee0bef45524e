using KernelTrace.Formats.Records;

namespace KernelTrace.Reading;

/// <summary>Takes records as bytes, in time order.</summary>
public interface IRecordSink
{
    /// <summary>Takes a record.</summary>
    /// <param name="record">Its data; only for the time of the call.</param>
    /// <param name="time">When, by the session's clock.</param>
    /// <param name="cpu">The CPU whose buffer held it.</param>
    void Take(ReadOnlySpan<byte> record, long time, int cpu);

    /// <summary>Takes a gap, at its place.</summary>
    void Take(KTraceLostEvents lost);

    /// <summary>Some of what happened before this time was lost. Called as soon as that is known: before any record is given
    /// that is younger than the first of the lost ones.</summary>
    void LostBefore(long time);
}
