namespace KernelTrace.Sessions;

/// <summary>The counters of one CPU's buffer at one moment.</summary>
/// <param name="Cpu">The CPU.</param>
/// <param name="Entries">Events in the buffer.</param>
/// <param name="Bytes">Bytes that they take.</param>
/// <param name="Overrun">Events that newer ones took the place of.</param>
/// <param name="Dropped">Events that found the buffer full.</param>
/// <param name="Read">Events that were read.</param>
/// <param name="Lost">All that was lost.</param>
public sealed record KTraceCpuBuffer(int Cpu, long Entries, long Bytes, long Overrun, long Dropped, long Read, long Lost);
