using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>Tells addresses of processes: the file that is mapped there and the function in it.</summary>
/// <remarks>
/// A file is read when first needed and kept, up to 256 files and 256 MiB. It is opened as the process itself has it
/// (<c>/proc/PID/map_files</c>, or <c>/proc/PID/root</c>), so that containers and deleted files do; once the process has
/// gone, at its path, where the file there is still the one that was mapped. What a process has mapped is read again after a
/// second, or when an address is in nothing known; for one that has gone, what was read last is kept.
/// Safe for several threads.
/// </remarks>
public sealed class UserSymbols
{
    private const int MostProcesses = 512, ReadAgainAfterMilliseconds = 1000, LookAgainAfterMilliseconds = 20;
    private const string Anonymous = "[anon]";

    private readonly ISyscalls _syscalls;
    private readonly ElfCache _files;
    private readonly object _lock = new();
    private readonly Dictionary<int, Known> _processes = [];
    private (ulong Length, ElfImage Image)? _vdso;

    internal UserSymbols(ISyscalls syscalls) => (_syscalls, _files) = (syscalls, new ElfCache(syscalls));

    /// <summary>The one for all of this process, so that every file is read once.</summary>
    public static UserSymbols Shared { get; } = new(LinuxSyscalls.Instance);

    /// <summary>Where an address of a process is.</summary>
    /// <param name="pid">The process, or one of its threads.</param>
    /// <param name="address">The address.</param>
    /// <param name="symbol">Where it is.</param>
    /// <returns>False where the process has gone before it was first asked for, or nothing is mapped there.</returns>
    public bool TryFind(int pid, ulong address, out UserSymbol symbol)
    {
        symbol = default;
        lock (_lock)
        {
            long now = Environment.TickCount64;
            Known? known = _processes.GetValueOrDefault(pid);
            if (known is null || now - known.ReadAt >= ReadAgainAfterMilliseconds) known = Refresh(pid, known, now);
            else if (known.Maps?.IndexOf(address) < 0 && now - known.ReadAt >= LookAgainAfterMilliseconds) known = Refresh(pid, known, now);
            return known.Maps is not null && Find(known.Maps, address, out symbol);
        }
    }

    /// <summary>The memory map of a process as it is now or, where many ask, was a moment ago; null where it has gone.</summary>
    internal ProcessMaps? MapsOf(int pid)
    {
        lock (_lock)
        {
            long now = Environment.TickCount64;
            Known? known = _processes.GetValueOrDefault(pid);
            // not longer: a program that replaces another has its number
            if (known is null || now - known.ReadAt >= LookAgainAfterMilliseconds) known = Refresh(pid, known, now);
            return known.Maps;
        }
    }

    /// <summary>Where an address was in a process whose memory map was taken before.</summary>
    public bool TryFind(ProcessMaps maps, ulong address, out UserSymbol symbol)
    {
        ArgumentNullException.ThrowIfNull(maps);
        lock (_lock) return Find(maps, address, out symbol);
    }

    /// <summary>Reads the files that a process runs code from while it lives, so that its addresses can be told even where
    /// its files go with it, as those of a container do.</summary>
    public void Load(ProcessMaps maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        lock (_lock)
        {
            for (int i = 0; i < maps.Mappings.Count; i++)
            {
                if (maps.Mappings[i].IsExecutable) maps.Images[i] ??= Open(maps, maps.Mappings[i]);
            }
        }
    }

    private bool Find(ProcessMaps maps, ulong address, out UserSymbol symbol)
    {
        symbol = default;
        int index = maps.IndexOf(address);
        if (index < 0) return false;
        MemoryMapping mapping = maps.Mappings[index];
        ulong fileOffset = address - mapping.Start + mapping.Offset;
        string file = mapping.Path.Length == 0 ? Anonymous : mapping.Path;
        ElfImage image = maps.Images[index] ??= mapping.IsExecutable ? Open(maps, mapping) : ElfImage.None;
        symbol = image.TryFind(fileOffset, out ElfSymbol function, out ulong offset)
            ? new UserSymbol(function.Name, offset, function.Size, file, fileOffset)
            : new UserSymbol(null, 0, 0, file, fileOffset);
        return true;
    }

    private ElfImage Open(ProcessMaps maps, MemoryMapping mapping)
    {
        if (mapping.Path == Vdso.Name)
        {
            ulong length = mapping.End - mapping.Start;
            if (_vdso?.Length != length) _vdso = (length, Vdso.Read(_syscalls, length));
            return _vdso.Value.Image;
        }

        if (!mapping.IsFile || !mapping.Path.StartsWith('/')) return ElfImage.None;
        string live = $"/proc/{maps.Pid}/map_files/{mapping.Start:x}-{mapping.End:x}";
        bool isLive = _syscalls.Status(live, out FileStatus mapped) == 0 && mapped.IsRegular;
        if (isLive && mapped.Inode == mapping.Inode) return _files.Get(live, mapped);
        foreach (string path in new[] { $"/proc/{maps.Pid}/root{mapping.Path}", mapping.Path })
        {
            // devices are not compared: file systems of several layers tell one device here and another there
            if (_syscalls.Status(path, out FileStatus status) == 0 && status.IsRegular && status.Inode == mapping.Inode)
                return _files.Get(path, status);
        }

        // the process still has a file mapped right there, so the numbers are those of two layers of one file system
        return isLive ? _files.Get(live, mapped) : ElfImage.None;
    }

    private Known Refresh(int pid, Known? known, long now)
    {
        ProcessMaps? maps = ProcessMaps.Read(_syscalls, pid);
        if (_processes.Count >= MostProcesses && !_processes.ContainsKey(pid))
        {
            foreach (int old in _processes.OrderBy(one => one.Value.ReadAt).Take(MostProcesses / 2).Select(one => one.Key).ToArray())
                _processes.Remove(old);
        }

        // the files that were found for a mapping stay found
        if (maps is not null && known?.Maps is not null && maps.Mappings.SequenceEqual(known.Maps.Mappings)) maps = known.Maps;
        return _processes[pid] = new Known(maps ?? known?.Maps, now);
    }

    private sealed record Known(ProcessMaps? Maps, long ReadAt);
}
