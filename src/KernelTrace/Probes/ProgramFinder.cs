using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;
using KernelTrace.Symbols;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>Finds the file of a program: by a path, or by what a process runs or has mapped.</summary>
/// <remarks>
/// A process may see other files at the same paths (a container), and its own file may be replaced or deleted. So the file
/// is first asked of the kernel itself, by <c>/proc/PID/exe</c> or <c>/proc/PID/map_files</c>, and each path is proven by
/// device and number: the path as the process sees it, that within the process's root, and the kernel's own link to it.
/// </remarks>
internal static class ProgramFinder
{
    private const string Deleted = " (deleted)";

    /// <summary>The file at a path of ours.</summary>
    public static ProgramFile Open(ISyscalls syscalls, string path)
    {
        int error = syscalls.Status(path, out FileStatus status);
        if (error < 0) throw new KernelException("open", path, -error);
        if (!status.IsRegular) throw NotAFile(path);
        error = syscalls.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOCTTY, out FileDescriptor? descriptor);
        if (error < 0) throw new KernelException("open", path, -error);
        string real;
        using (descriptor)
        {
            // the kernel's own name for it: no links, no dots
            if (syscalls.ReadLink($"/proc/self/fd/{descriptor!.Number}", out real) < 0) real = path;
        }

        bool isReal = syscalls.Status(real, out FileStatus found) == 0 && (found.Device, found.Inode) == (status.Device, status.Inode);
        return ProgramFile.Choose(syscalls, isReal ? real : path, status, isReal ? [real, path] : [path]);
    }

    /// <summary>The program that a process runs.</summary>
    public static ProgramFile Executable(ISyscalls syscalls, int pid)
    {
        string link = $"/proc/{pid}/exe";
        int error = syscalls.ReadLink(link, out string path);
        if (error < 0) throw NoProgram(syscalls, pid, error);
        error = syscalls.Status(link, out FileStatus status);
        if (error < 0) throw NoProgram(syscalls, pid, error);
        if (!status.IsRegular) throw NotAFile(path);
        return ProgramFile.Choose(syscalls, path, status, [path, $"/proc/{pid}/root{path}", link]);
    }

    /// <summary>A file that a process has mapped: by its path, its file name, or the part of that before the first dot or
    /// a version.</summary>
    public static ProgramFile Mapped(ISyscalls syscalls, int pid, string name)
    {
        ProcessMaps? maps = ProcessMaps.Read(syscalls, pid);
        if (maps is null) throw NoProgram(syscalls, pid, -Errno.ENOENT);
        // one of each file, a mapping of code before others
        MemoryMapping[] files = [.. maps.Mappings.Where(one => one.IsFile && one.Path.StartsWith('/'))
            .GroupBy(one => (one.Device, one.Inode, one.Path)).Select(group => group.OrderByDescending(one => one.IsExecutable).First())];
        MemoryMapping[] found = Matching(syscalls, pid, files, name);
        if (found.Length == 1) return Of(syscalls, pid, found[0]);
        string[] names = [.. files.Where(one => one.IsExecutable).Select(one => FileName(one.Path)).Distinct().Order(StringComparer.Ordinal)];
        if (found.Length > 1)
        {
            throw new UserSymbolException(UserSymbolReason.Ambiguous, name,
                $"process {pid} has several files mapped that {name} may be: {string.Join(", ", found.Select(one => one.Path))}");
        }

        IReadOnlyList<string> near = NearNames.Find(FileName(name), names);
        throw new UserSymbolException(UserSymbolReason.NotMapped, name, $"process {pid} has no file {name} mapped; it has "
            + (near.Count > 0 ? string.Join(", ", near) : names.Length == 0 ? "none" : string.Join(", ", names.Take(20)) + (names.Length > 20 ? ", ..." : "")));
    }

    private static MemoryMapping[] Matching(ISyscalls syscalls, int pid, MemoryMapping[] files, string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            MemoryMapping[] same = [.. files.Where(one => one.Path == name || Undeleted(one.Path) == name)];
            if (same.Length > 0 || !name.StartsWith('/')) return same;
            // by a link, such as /lib/libc.so.6 where /lib is one
            return syscalls.Status($"/proc/{pid}/root{name}", out FileStatus status) < 0 ? []
                : [.. files.Where(one => one.Inode == status.Inode && IsMapped(syscalls, pid, one, status))];
        }

        MemoryMapping[] exact = [.. files.Where(one => FileName(one.Path) == name)];
        if (exact.Length > 0) return exact;
        // libc: libc.so.6 and libc-2.31.so, but not libcrypt.so.1
        return [.. files.Where(one => one.IsExecutable && FileName(one.Path) is string file && file.Length > name.Length + 1
            && file.StartsWith(name, StringComparison.Ordinal) && (file[name.Length] == '.' || (file[name.Length] == '-' && char.IsAsciiDigit(file[name.Length + 1]))))];
    }

    private static bool IsMapped(ISyscalls syscalls, int pid, MemoryMapping mapping, FileStatus status) =>
        syscalls.Status(Link(pid, mapping), out FileStatus mapped) == 0
            ? (mapped.Device, mapped.Inode) == (status.Device, status.Inode)
            : (mapping.Device, mapping.Inode) == (status.Device, status.Inode);

    private static ProgramFile Of(ISyscalls syscalls, int pid, MemoryMapping mapping)
    {
        string link = Link(pid, mapping), path = mapping.Path;
        // without the right to ask (CAP_CHECKPOINT_RESTORE), what the memory map says
        if (syscalls.Status(link, out FileStatus status) < 0)
            status = new FileStatus(mapping.Device, mapping.Inode, 0, 0, IsRegular: true);
        if (!status.IsRegular) throw NotAFile(path);
        return ProgramFile.Choose(syscalls, path, status, [path, $"/proc/{pid}/root{path}", link]);
    }

    private static string Link(int pid, MemoryMapping mapping) => $"/proc/{pid}/map_files/{mapping.Start:x}-{mapping.End:x}";

    private static string FileName(string path) => Undeleted(path[(path.LastIndexOf('/') + 1)..]);

    private static string Undeleted(string path) => path.EndsWith(Deleted, StringComparison.Ordinal) ? path[..^Deleted.Length] : path;

    private static Exception NoProgram(ISyscalls syscalls, int pid, int error)
    {
        if (error is not (-Errno.ENOENT or -Errno.ESRCH)) return new KernelException("read", $"/proc/{pid}/exe", -error);
        bool exists = pid > 0 && syscalls.Status($"/proc/{pid}", out _) == 0;
        return new UserSymbolException(UserSymbolReason.NoProcess, $"{pid}",
            exists ? $"process {pid} runs no program: it is a kernel thread, or has just ended" : $"there is no process {pid}");
    }

    private static UserSymbolException NotAFile(string path) => new(UserSymbolReason.NotAFile, path,
        $"{path} is no plain file but a directory, a pipe or a device");
}
