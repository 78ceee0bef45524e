namespace KernelTrace.Formats.Symbols;

/// <summary>A part of a file that is mapped into memory (program header).</summary>
/// <param name="Type">1 where it is loaded (PT_LOAD).</param>
/// <param name="Flags">1 executable, 2 writable, 4 readable.</param>
/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Address">Where it is in memory, before a position-independent file is moved.</param>
/// <param name="FileSize">Bytes in the file.</param>
/// <param name="MemorySize">Bytes in memory.</param>
public readonly record struct ElfSegment(uint Type, uint Flags, ulong Offset, ulong Address, ulong FileSize, ulong MemorySize)
{
    /// <summary>PT_LOAD.</summary>
    public const uint Load = 1;

    /// <summary>Whether code may run in it.</summary>
    public bool IsExecutable => (Flags & 1) != 0;
}
