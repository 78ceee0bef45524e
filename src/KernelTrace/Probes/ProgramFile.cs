using System.Runtime.InteropServices;
using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;
using KernelTrace.Symbols;

namespace KernelTrace.Probes;

/// <summary>A file that probes can be set in: its path for people, its path for the kernel, and which file it was.</summary>
internal sealed class ProgramFile
{
    private const int Executable = 2, Shared = 3, PlainObject = 1, Core = 4;

    private readonly ISyscalls _syscalls;
    private readonly FileStatus _status;

    private ProgramFile(ISyscalls syscalls, string path, string probePath, FileStatus status) =>
        (_syscalls, Path, ProbePath, _status) = (syscalls, path, probePath, status);

    /// <summary>The file, as the one who has it sees it.</summary>
    public string Path { get; }

    /// <summary>The file, as the kernel finds it for us.</summary>
    public string ProbePath { get; }

    public ISyscalls Syscalls => _syscalls;

    /// <summary>The file at the first path that the kernel can be told and that is the wanted file.</summary>
    /// <param name="syscalls">The kernel.</param>
    /// <param name="path">The file, for people.</param>
    /// <param name="wanted">Which file it must be.</param>
    /// <param name="paths">Where it may be found.</param>
    public static ProgramFile Choose(ISyscalls syscalls, string path, FileStatus wanted, IEnumerable<string> paths)
    {
        string? problem = null;
        foreach (string one in paths)
        {
            if (syscalls.Status(one, out FileStatus status) < 0 || status.Device != wanted.Device || status.Inode != wanted.Inode) continue;
            string? reason = Probes.ProbePath.Problem(one);
            if (reason is null) return new ProgramFile(syscalls, path, one, status);
            problem ??= reason;
        }

        throw new UserSymbolException(UserSymbolReason.PathNotUsable, path, problem is null
            ? $"no path leads the kernel to the very file {path}" : $"the kernel cannot be told the path {path}: {problem}; give the file a link with a plain name");
    }

    /// <summary>Reads the file, which must still be the one that was chosen.</summary>
    /// <exception cref="UserSymbolException">It is another, or no program.</exception>
    /// <exception cref="KernelException">It cannot be opened.</exception>
    public T Read<T>(Func<ElfFile, ByteSource, T> read)
    {
        // whatever it has become since: never wait for a pipe, never get a terminal
        int error = _syscalls.Open(ProbePath, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOCTTY, out FileDescriptor? descriptor);
        if (error < 0) throw new KernelException("open", Path, -error);
        using (descriptor)
        {
            if (_syscalls.Status(ProbePath, out FileStatus now) < 0 || now != _status)
                throw new UserSymbolException(UserSymbolReason.Changed, Path, $"{Path} has changed since it was looked at");
            var source = new FileSource(_syscalls, descriptor!);
            try
            {
                ElfFile file = ElfFile.Read(source);
                Check(file);
                return read(file, source);
            }
            catch (ElfException e)
            {
                bool isScript = source.ReadPart(0, 2).Span.SequenceEqual("#!"u8);
                throw isScript
                    ? new UserSymbolException(UserSymbolReason.Script, Path, $"{Path} is a script: probe the program in its first line", e)
                    : new UserSymbolException(UserSymbolReason.NotElf, Path, $"{Path} is no ELF program or library: {e.Message}", e);
            }
        }
    }

    private void Check(ElfFile file)
    {
        if (file.Type is not (Executable or Shared))
        {
            throw new UserSymbolException(UserSymbolReason.NotElf, Path, file.Type switch
            {
                PlainObject => $"{Path} is an object file or a kernel module: no process runs it as it is",
                Core => $"{Path} is a core dump: no process runs it",
                _ => $"{Path} is an ELF file of type {file.Type}: no process runs it"
            });
        }

        int[] own = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => [ElfFile.X86_64, ElfFile.I386],
            Architecture.Arm64 => [ElfFile.Arm64],
            _ => [file.Machine] // the kernel judges
        };
        if (own.Contains(file.Machine)) return;
        throw new UserSymbolException(UserSymbolReason.WrongMachine, Path,
            $"{Path} is for {MachineName(file.Machine)}, and this machine is {MachineName(own[0])}");
    }

    private static string MachineName(int machine) => machine switch
    {
        ElfFile.I386 => "x86 of 32 bits",
        8 => "MIPS",
        20 or 21 => "PowerPC",
        22 => "s390",
        40 => "ARM of 32 bits",
        ElfFile.X86_64 => "x86-64",
        ElfFile.Arm64 => "arm64",
        243 => "RISC-V",
        258 => "LoongArch",
        _ => $"machine {machine}"
    };
}
