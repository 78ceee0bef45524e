using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;
using KernelTrace.Symbols;

namespace KernelTrace.Probes;

/// <summary>Collects the functions of a program from all that names them: its symbol tables, the packed one that some
/// distributions leave in a stripped file (<c>.gnu_debugdata</c>, an ELF file in XZ), and the file of debug information of
/// the same build. Addresses are the same in all; places in the file are the program's own.</summary>
internal sealed class FunctionList
{
    private const long LargestPacked = 64 << 20;
    private const int LargestUnpacked = 256 << 20;
    private const long MostCharacters = 512 << 20; // of a few hundred megabytes, as the largest browsers have

    private readonly ElfFile _file;
    private readonly List<ElfFunction> _plain = [], _versioned = [];
    private readonly HashSet<string> _imports = [];
    private long _characters;

    private FunctionList(ElfFile file) => _file = file;

    /// <summary>The functions, by address.</summary>
    public IReadOnlyList<UserFunction> Functions { get; private set; } = [];

    /// <summary>The functions that live in other files.</summary>
    public IReadOnlySet<string> Imports => _imports;

    /// <summary>What could not be read of it; null for nothing.</summary>
    public string? Problem { get; private set; }

    public static FunctionList Read(ISyscalls syscalls, ElfFile file, ByteSource source)
    {
        var list = new FunctionList(file);
        list.Add(ElfFunctionTable.Read(file, source));
        list.AddPacked(source);
        list.AddDebugFile(syscalls, ElfLinks.Read(file, source).BuildId);
        list.Functions = list.Merge();
        return list;
    }

    private void AddPacked(ByteSource source)
    {
        if (!_file.TryFindSection(source, ".gnu_debugdata", out ElfSection section) || section.Type == ElfSection.NoBits) return;
        ReadOnlyMemory<byte> packed = source.ReadPart((long)section.Offset, (long)Math.Min(section.Size, LargestPacked));
        string? problem = LibLzma.Unpack(packed.Span, LargestUnpacked, out byte[] unpacked);
        if (problem is null)
        {
            try
            {
                ByteSource bytes = ByteSource.Of(unpacked);
                Add(ElfFunctionTable.Read(ElfFile.Read(bytes), bytes));
                return;
            }
            catch (ElfException e)
            {
                problem = e.Message;
            }
        }

        Problem = $"its .gnu_debugdata, which names more functions, cannot be read: {problem}";
    }

    private void AddDebugFile(ISyscalls syscalls, string? buildId)
    {
        if (buildId is null || buildId.Length < 4) return;
        string path = $"/usr/lib/debug/.build-id/{buildId[..2]}/{buildId[2..]}.debug";
        if (syscalls.Status(path, out FileStatus status) < 0 || !status.IsRegular) return;
        if (syscalls.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOCTTY, out FileDescriptor? descriptor) < 0) return;
        using (descriptor)
        {
            try
            {
                var source = new FileSource(syscalls, descriptor!);
                ElfFile file = ElfFile.Read(source);
                if (ElfLinks.Read(file, source).BuildId == buildId) Add(ElfFunctionTable.Read(file, source));
            }
            catch (ElfException e)
            {
                Problem = $"{path}, which names more functions, cannot be read: {e.Message}";
            }
        }
    }

    private void Add(ElfFunctionTable table)
    {
        for (int i = 0; i < table.Count; i++)
        {
            ElfFunction one = table[i];
            _characters += one.Name.Length;
            if (_characters > MostCharacters)
            {
                Problem = "it has more names than can be kept";
                return;
            }

            if (one.IsImport) _imports.Add(one.Name);
            else (one.Version is null ? _plain : _versioned).Add(one);
        }
    }

    /// <summary>What one table tells with a version goes before the same without, and what has a size before what has
    /// none.</summary>
    private List<UserFunction> Merge()
    {
        var seen = new HashSet<(string, string?, ulong)>();
        var functions = new List<UserFunction>(_plain.Count + _versioned.Count);
        foreach (ElfFunction one in _versioned.Concat(_plain.OrderBy(one => one.Size == 0)))
        {
            if (!seen.Add((one.Name, one.Version, one.Address))) continue;
            if (one.Version is not null) seen.Add((one.Name, null, one.Address));
            if (_file.TryFindCode(one.Address, out long offset)) functions.Add(new UserFunction(one, offset));
        }

        functions.Sort((one, other) => one.Address != other.Address ? one.Address.CompareTo(other.Address)
            : string.CompareOrdinal(one.Name, other.Name));
        _plain.Clear();
        _versioned.Clear();
        return functions;
    }
}
