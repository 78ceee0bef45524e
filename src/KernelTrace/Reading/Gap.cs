using KernelTrace.Formats.Records;

namespace KernelTrace.Reading;

/// <summary>Events that one CPU lost, before they are placed between the events around them.</summary>
/// <param name="Count">How many; null where the kernel does not tell.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct Gap(long? Count, LostReason Reason);
