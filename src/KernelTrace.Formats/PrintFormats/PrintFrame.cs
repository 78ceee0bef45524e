using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>What the terms of one event's words are evaluated over.</summary>
/// <param name="record">The record, from <c>common_type</c> on.</param>
/// <param name="output">Where the words go.</param>
/// <param name="facts">What is known of the kernel.</param>
/// <param name="locals">Room for the local variables of blocks.</param>
/// <param name="timestamp">Time of the event by the session's clock.</param>
/// <param name="tasks">Tells names of threads.</param>
internal readonly ref struct PrintFrame(ReadOnlySpan<byte> record, PrintOutput output, KernelFacts facts, long[] locals, long timestamp = 0,
    ITaskDirectory? tasks = null)
{
    public readonly long Timestamp = timestamp;
    public readonly ReadOnlySpan<byte> Record = record;
    public readonly PrintOutput Output = output;
    public readonly KernelFacts Facts = facts;
    public readonly long[] Locals = locals;

    /// <summary>The name of a thread; <c>&lt;...&gt;</c> where it is not known.</summary>
    public string Comm(int tid) => (tasks?.Find(tid) ?? TaskIdentity.Unknown).Comm;
}
