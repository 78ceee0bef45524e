namespace KernelTrace.Formats.Records;

/// <summary>Makes a typed event from a record; what an emitted event class offers.</summary>
/// <param name="stamp">What every record says.</param>
/// <param name="record">The record's bytes from <c>common_type</c> on; they are copied.</param>
public delegate KTraceEvent EventConstructor(in EventStamp stamp, ReadOnlySpan<byte> record);
