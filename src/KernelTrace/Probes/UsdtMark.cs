using KernelTrace.Formats.Symbols;

namespace KernelTrace.Probes;

/// <summary>A mark for tracers in a program (USDT): one of its places. A mark that stands at several, as in an inlined
/// function, has an object for each.</summary>
public sealed class UsdtMark
{
    internal UsdtMark(UsdtNote note, long fileOffset, long semaphore, IReadOnlyList<UsdtArgument> arguments) =>
        (Provider, Name, Address, FileOffset, SemaphoreFileOffset, Arguments) =
            (note.Provider, note.Name, note.Address, fileOffset, semaphore, arguments);

    /// <summary>Whose it is: the program or the library.</summary>
    public string Provider { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where it is in memory, before a position-independent file is moved.</summary>
    public ulong Address { get; }

    /// <summary>Bytes from the start of the file: what a uprobe is set by.</summary>
    public long FileOffset { get; }

    /// <summary>Where in the file the counter of its tracers is, which the kernel raises while a probe is set; 0 where it has
    /// none.</summary>
    public long SemaphoreFileOffset { get; }

    /// <summary>What it tells, in order.</summary>
    public IReadOnlyList<UsdtArgument> Arguments { get; }

    /// <summary><c>provider:name</c>.</summary>
    public override string ToString() => $"{Provider}:{Name}";
}
