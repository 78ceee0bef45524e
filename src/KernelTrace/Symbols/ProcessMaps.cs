using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>What a process had in its memory at one time. Taken while it lives; its addresses can be told afterwards, as
/// long as the files are there (<see cref="UserSymbols"/>).</summary>
public sealed class ProcessMaps
{
    private readonly MemoryMapping[] _mappings;

    internal ProcessMaps(int pid, IReadOnlyList<MemoryMapping> mappings)
    {
        Pid = pid;
        _mappings = [.. mappings];
        Images = new ElfImage?[_mappings.Length];
    }

    /// <summary>The process, or one of its threads.</summary>
    public int Pid { get; }

    /// <summary>All that was mapped, by address.</summary>
    public IReadOnlyList<MemoryMapping> Mappings => _mappings;

    /// <summary>What was found out of each mapping's file: null before it was looked for.</summary>
    internal ElfImage?[] Images { get; }

    /// <summary>Reads the memory map of a process, or of the process of a thread; null where there is none, since it has
    /// gone, is a kernel thread, or belongs to somebody else.</summary>
    public static ProcessMaps? Read(int pid) => Read(LinuxSyscalls.Instance, pid);

    /// <summary>The mapping that an address is in.</summary>
    public bool TryFind(ulong address, out MemoryMapping mapping)
    {
        int index = IndexOf(address);
        mapping = index < 0 ? default : _mappings[index];
        return index >= 0;
    }

    internal static ProcessMaps? Read(ISyscalls syscalls, int pid)
    {
        if (pid <= 0 || new KernelFile(syscalls).TryRead($"/proc/{pid}/maps", out string text) < 0) return null;
        IReadOnlyList<MemoryMapping> mappings = MemoryMapping.Parse(text);
        return mappings.Count == 0 ? null : new ProcessMaps(pid, mappings);
    }

    internal int IndexOf(ulong address)
    {
        int low = 0, high = _mappings.Length; // the first that ends behind it
        while (low < high)
        {
            int middle = (int)((uint)(low + high) >> 1);
            if (_mappings[middle].End <= address) low = middle + 1;
            else high = middle;
        }

        return low < _mappings.Length && _mappings[low].Start <= address ? low : -1;
    }
}
