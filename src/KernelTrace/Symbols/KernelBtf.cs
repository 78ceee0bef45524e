using KernelTrace.Features;
using KernelTrace.Formats.Btf;
using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>The types of the running kernel and of its modules (<c>/sys/kernel/btf</c>), read when first asked; those of
/// modules only for a name that the kernel itself lacks.</summary>
/// <remarks>Safe for several threads.</remarks>
public sealed class KernelBtf
{
    private const string Vmlinux = "vmlinux";
    private const int ExpectedLength = 8 << 20, ListModulesEveryMilliseconds = 5000;

    private readonly KernelFile _files;
    private readonly string _folder;
    private readonly object _lock = new();
    private readonly Dictionary<string, BtfTypes?> _byName = []; // null: it cannot be read
    private volatile BtfTypes[] _modules = [];
    private volatile bool _isRead;
    private BtfTypes? _kernel;
    private string? _whyNone;
    private long _listedAt;

    internal KernelBtf(ISyscalls syscalls, string folder = "/sys/kernel/btf") =>
        (_files, _folder) = (new KernelFile(syscalls), folder);

    /// <summary>The kernel's own types; null where there are none, see <see cref="WhyNone"/>.</summary>
    public BtfTypes? Kernel
    {
        get
        {
            if (_isRead) return _kernel;
            lock (_lock)
            {
                if (!_isRead)
                {
                    _kernel = Read(Vmlinux, null);
                    _isRead = true;
                }
            }

            return _kernel;
        }
    }

    /// <summary>Why there are no types; null where there are.</summary>
    public string? WhyNone
    {
        get
        {
            _ = Kernel;
            return _whyNone;
        }
    }

    /// <summary>The types of all modules that are loaded; new ones are seen after seconds.</summary>
    public IReadOnlyList<BtfTypes> Modules => Kernel is null ? [] : ListModules();

    /// <summary>Finds a type by its name in C, as <see cref="BtfTypes.TryFindType"/> does.</summary>
    public bool TryFindType(string name, out BtfType type)
    {
        BtfType found = default;
        bool any = Any(types => types.TryFindType(name, out found));
        type = found;
        return any;
    }

    /// <summary>Bytes of a type by its name in C.</summary>
    public bool TryFindSize(string name, out long size)
    {
        long found = 0;
        bool any = Any(types => types.TryFindSize(name, out found));
        size = found;
        return any;
    }

    /// <summary>Finds a function, a variable or a type by what it is and its bare name.</summary>
    public bool TryFind(BtfKind kind, string name, out BtfType type)
    {
        BtfType found = default;
        bool any = Any(types => types.TryFind(kind, name, out found));
        type = found;
        return any;
    }

    /// <summary>Finds a function with its prototype.</summary>
    public bool TryFindFunction(string name, out BtfType function) => TryFind(BtfKind.Function, name, out function);

    /// <summary>All functions of a name that the kernel itself has, or one of its modules.</summary>
    /// <param name="name">The name.</param>
    /// <param name="module">The module; null for the kernel itself.</param>
    public IReadOnlyList<BtfType> FindFunctions(string name, string? module)
    {
        BtfTypes? types = module is null ? Kernel : Modules.FirstOrDefault(one => one.Name == module);
        return types?.FindFunctions(name) ?? [];
    }

    /// <summary>The value of an enumerator.</summary>
    public bool TryFindEnumerator(string name, out long value)
    {
        long found = 0;
        bool any = Any(types => types.TryFindEnumerator(name, out found));
        value = found;
        return any;
    }

    /// <summary>Asks the kernel's types, then those of the modules. A type that contradicts itself is not found.</summary>
    private bool Any(Func<BtfTypes, bool> find)
    {
        if (Kernel is null) return false;
        if (Try(Kernel)) return true;
        foreach (BtfTypes module in ListModules())
        {
            if (Try(module)) return true;
        }

        return false;

        bool Try(BtfTypes types)
        {
            try
            {
                return find(types);
            }
            catch (BtfException)
            {
                return false;
            }
        }
    }

    private BtfTypes[] ListModules()
    {
        if (_listedAt != 0 && Environment.TickCount64 - _listedAt < ListModulesEveryMilliseconds) return _modules;
        lock (_lock)
        {
            string[] names = Directory.Exists(_folder)
                ? [.. Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path)).Where(name => name != Vmlinux).Order(StringComparer.Ordinal)]
                : [];
            foreach (string name in names)
            {
                if (!_byName.ContainsKey(name)) _byName[name] = Read(name, _kernel);
            }

            foreach (string gone in _byName.Keys.Except(names).ToArray()) _byName.Remove(gone);
            BtfTypes[] modules = [.. names.Select(name => _byName[name]).Where(types => types is not null)!];
            if (!modules.SequenceEqual(_modules)) _modules = modules;
            _listedAt = Math.Max(Environment.TickCount64, 1);
            return _modules;
        }
    }

    private BtfTypes? Read(string name, BtfTypes? kernel)
    {
        string path = $"{_folder}/{name}";
        int error = _files.TryReadBytes(path, out ReadOnlyMemory<byte> bytes, kernel is null ? ExpectedLength : 256 << 10);
        string? why = error < 0 ? new KernelException("read", path, -error, error == -Errno.ENOENT ? KernelFeatures.KernelBtf.Unsupported() : null).Message : null;
        BtfTypes? types = null;
        try
        {
            if (error == 0) types = BtfTypes.Parse(bytes, kernel, name);
        }
        catch (BtfException exception)
        {
            why = exception.Message;
        }

        if (kernel is null) _whyNone = why;
        return types;
    }
}
