using KernelTrace.Formats.Symbols;

namespace KernelTrace.Symbols;

/// <summary>The code of a process, by a memory map that was taken while it lived.</summary>
internal sealed class ProcessCode(ProcessMaps maps, UserSymbols symbols) : ICodeMap
{
    /// <inheritdoc/>
    public bool TryFind(ulong address, out KernelSymbol symbol)
    {
        bool found = symbols.TryFind(maps, address, out UserSymbol place)
            // mapped since
            || symbols.TryFind(maps.Pid, address, out place);
        symbol = !found ? default
            : place.Name is null ? new KernelSymbol("", address - place.FileOffset, 0, place.File)
            : new KernelSymbol(place.Name, address - place.Offset, place.Size, place.File);
        return found;
    }
}
