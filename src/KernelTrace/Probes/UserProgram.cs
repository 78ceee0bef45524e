using System.Globalization;
using KernelTrace.Formats.Probes;
using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>A program or a library as probes see it: its functions, its marks, and where in the file each is. What is asked
/// for is read when it is asked for, and kept. Safe for several threads.</summary>
/// <remarks>
/// The kernel sets a uprobe by a place in a file: <c>PATH:OFFSET</c>. A function's symbol has an address instead; its place
/// is the address less that of the executable segment it is loaded with, plus the segment's place in the file, and that for
/// programs at fixed addresses and for those that are moved alike.
/// </remarks>
public sealed class UserProgram
{
    private readonly ProgramFile _file;
    private readonly ElfLinks _links;
    private readonly Lazy<FunctionList> _functions;
    private readonly Lazy<IReadOnlyList<UsdtMark>> _marks;

    private UserProgram(ProgramFile file)
    {
        _file = file;
        (Machine, Is64Bit, _links) = file.Read((elf, source) => (elf.Machine, elf.Is64Bit, ElfLinks.Read(elf, source)));
        _functions = new(() => file.Read((elf, source) => FunctionList.Read(file.Syscalls, elf, source)));
        _marks = new(() => file.Read(MarkList.Read));
    }

    /// <summary>The file, with links followed; of a process, as the process sees it.</summary>
    public string Path => _file.Path;

    /// <summary>The path that leads the kernel to this very file, in the mount namespace of whoever defines the probe.
    /// </summary>
    public string ProbePath => _file.ProbePath;

    /// <summary>The processor (<c>EM_*</c>): 62 x86-64, 183 arm64.</summary>
    public int Machine { get; }

    /// <summary>Whether addresses are of 64 bits.</summary>
    public bool Is64Bit { get; }

    /// <summary>The number of the build, in hexadecimal digits; null where the file has none.</summary>
    public string? BuildId => _links.BuildId;

    /// <summary>The name that programs know a library by; null for a program.</summary>
    public string? Soname => _links.Soname;

    /// <summary>The libraries that it needs, by their names.</summary>
    public IReadOnlyList<string> Libraries => _links.Libraries;

    /// <summary>All functions that are in the file, by address; several names of one place each for itself.</summary>
    /// <exception cref="UserSymbolException">The file has changed.</exception>
    /// <exception cref="KernelException">The file cannot be opened.</exception>
    public IReadOnlyList<UserFunction> Functions => _functions.Value.Functions;

    /// <summary>Functions that the file uses and that live in others.</summary>
    public IReadOnlyCollection<string> Imports => _functions.Value.Imports;

    /// <summary>Why some functions' names could not be read, such as a missing library; null where all were.</summary>
    public string? Problem => _functions.Value.Problem;

    /// <summary>The marks for tracers (USDT), each place of them.</summary>
    /// <exception cref="UserSymbolException">The file has changed.</exception>
    /// <exception cref="KernelException">The file cannot be opened.</exception>
    public IReadOnlyList<UsdtMark> Marks => _marks.Value;

    /// <summary>A program or a library by its path. Links are followed.</summary>
    /// <exception cref="UserSymbolException">It is none that can be probed here, or the kernel cannot be told its path.</exception>
    /// <exception cref="KernelException">It cannot be opened.</exception>
    public static UserProgram Open(string path) => Open(LinuxSyscalls.Instance, path);

    /// <summary>What a process runs, or a library that it has mapped: the very file, also where it was deleted or the
    /// process has another root.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="pathOrLibraryName">A path as the process sees it, a file name (<c>libc.so.6</c>), or its beginning
    /// (<c>libc</c>); null for the program.</param>
    /// <exception cref="UserSymbolException">There is no such process or file, there are several, or none can be probed.</exception>
    /// <exception cref="KernelException">It cannot be opened.</exception>
    public static UserProgram OfProcess(int pid, string? pathOrLibraryName = null) => OfProcess(LinuxSyscalls.Instance, pid, pathOrLibraryName);

    /// <summary>The function that a text names: <c>readline</c>; <c>memcpy@GLIBC_2.2.5</c>; <c>Foo::bar</c> or, of several,
    /// <c>Foo::bar(int)</c>; the mangled name; or an address of code such as <c>0x401136</c>.</summary>
    /// <exception cref="UserSymbolException">There is none, there are several, or it lives in a library.</exception>
    public UserFunction Find(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        string text = symbol.Trim();
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address))
        {
            return _file.Read((elf, _) => elf.TryFindCode(address, out long offset)
                ? new UserFunction(new ElfFunction(text, null, true, address, 0, ElfBinding.Local, false, false, false), offset)
                : throw new UserSymbolException(UserSymbolReason.NotCode, text, $"{Path} has no code at the address {text}"));
        }

        return new FunctionFinder(Path, _functions.Value, Libraries).Find(text);
    }

    /// <summary>All places of a mark.</summary>
    /// <param name="name"><c>provider:name</c>, or the name alone where one provider has it.</param>
    /// <exception cref="UserSymbolException">There is none, or several providers have it.</exception>
    public IReadOnlyList<UsdtMark> FindMarks(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        UsdtMark[] found = [.. Marks.Where(one => one.ToString() == name)];
        if (found.Length == 0) found = [.. Marks.Where(one => one.Name == name)];
        string[] names = [.. found.Select(one => one.ToString()).Distinct()];
        if (names.Length == 1) return found;
        if (names.Length > 1)
        {
            throw new UserSymbolException(UserSymbolReason.Ambiguous, name,
                $"{Path} has several marks {name}: {string.Join(", ", names)}");
        }

        IReadOnlyList<string> near = NearNames.Find(name, Marks.Select(one => one.ToString()).Distinct());
        throw new UserSymbolException(UserSymbolReason.NotFound, name, Marks.Count == 0 ? $"{Path} has no marks for tracers (USDT)"
            : $"{Path} has no mark {ProbeNames.Shown(name)}" + (near.Count == 0 ? "" : $"; there is {string.Join(", ", near)}"));
    }

    /// <summary>A place of the file as <c>uprobe_events</c> takes it: <c>/bin/x:0x1139</c>, with the counter of a mark's
    /// tracers behind it, <c>/bin/x:0x1139(0x3040)</c>.</summary>
    /// <param name="fileOffset">Bytes from the start of the file.</param>
    /// <param name="semaphoreFileOffset">Where the counter is; 0 for none.</param>
    public string PlaceOf(long fileOffset, long semaphoreFileOffset = 0) => string.Create(CultureInfo.InvariantCulture, $"{ProbePath}:0x{fileOffset:x}")
        + (semaphoreFileOffset == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"(0x{semaphoreFileOffset:x})"));

    /// <summary>The path.</summary>
    public override string ToString() => Path;

    internal static UserProgram Open(ISyscalls syscalls, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new UserProgram(ProgramFinder.Open(syscalls, path));
    }

    internal static UserProgram OfProcess(ISyscalls syscalls, int pid, string? pathOrLibraryName) => new(pathOrLibraryName is null
        ? ProgramFinder.Executable(syscalls, pid) : ProgramFinder.Mapped(syscalls, pid, pathOrLibraryName));
}
