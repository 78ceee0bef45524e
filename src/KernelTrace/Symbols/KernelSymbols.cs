using System.Globalization;
using KernelTrace.Formats.Symbols;
using KernelTrace.Interop;

namespace KernelTrace.Symbols;

/// <summary>The symbols of the running kernel, of its modules, bpf programs and trampolines (<c>/proc/kallsyms</c>).</summary>
/// <remarks>
/// Read when first asked, which takes the kernel some 40 ms. What is loaded later is seen: once a second at most, where an
/// address is asked that is not the kernel's own, the list of modules is compared, and after a change all is read again; so
/// it is, every ten seconds at most, for an address near the kernel that is in nothing known, since bpf programs and
/// trampolines stand in no list. Safe for several threads.
/// </remarks>
public sealed class KernelSymbols
{
    private const string Kallsyms = "/proc/kallsyms", Modules = "/proc/modules", Restriction = "/proc/sys/kernel/kptr_restrict";
    private const long CheckEvery = 1_000_000_000, ReadAgainAfter = 10_000_000_000; // ns
    private const int ExpectedLength = 8 << 20;

    private readonly ISyscalls _syscalls;
    private readonly KernelFile _files;
    private readonly object _lock = new();
    private volatile KernelSymbolTable? _table;
    private string _modules = "";
    private string? _whyNone;
    private long _readAt, _checkedAt;

    internal KernelSymbols(ISyscalls syscalls) => (_syscalls, _files) = (syscalls, new KernelFile(syscalls));

    /// <summary>Why no symbols are known; null where they are.</summary>
    public string? WhyNone
    {
        get
        {
            _ = Table;
            return _whyNone;
        }
    }

    /// <summary>The symbols as they were read last.</summary>
    public KernelSymbolTable Table
    {
        get
        {
            if (_table is not null) return _table;
            lock (_lock) return _table ?? Read(ModuleList());
        }
    }

    /// <summary>The symbols, read again where modules have come or gone since, which is looked at once a second at most.</summary>
    internal KernelSymbolTable Current() => _table is null ? Table : ReadIfChanged(found: true);

    /// <summary>The symbol that an address lies in.</summary>
    public bool TryFind(ulong address, out KernelSymbol symbol)
    {
        KernelSymbolTable table = Table;
        bool found = table.TryFind(address, out symbol);
        if (!table.MayBeModule(address)) return found;
        KernelSymbolTable now = ReadIfChanged(found);
        return ReferenceEquals(now, table) ? found : now.TryFind(address, out symbol);
    }

    /// <summary>The symbol of a name; of several, the kernel's first.</summary>
    public bool TryFind(string name, out KernelSymbol symbol) => Table.TryFind(name, out symbol);

    private KernelSymbolTable ReadIfChanged(bool found)
    {
        lock (_lock)
        {
            long now = Now();
            if (now - _checkedAt < CheckEvery) return _table!;
            _checkedAt = now;
            string modules = ModuleList();
            return modules != _modules || (!found && now - _readAt >= ReadAgainAfter) ? Read(modules) : _table!;
        }
    }

    private KernelSymbolTable Read(string modules)
    {
        int error = _files.TryReadBytes(Kallsyms, out ReadOnlyMemory<byte> text, ExpectedLength);
        KernelSymbolTable table = error < 0 ? KernelSymbolTable.Empty : KernelSymbolTable.Parse(text.Span);
        _whyNone = error < 0 ? new KernelException("read", Kallsyms, -error).Message
            : table.IsHidden ? Hidden()
            : table.Count == 0 ? $"{Kallsyms} lists no symbols (needs CONFIG_KALLSYMS)" : null;
        (_modules, _readAt, _checkedAt) = (modules, Now(), Now());
        _table = table;
        return table;
    }

    private string Hidden()
    {
        string setting = _files.TryRead(Restriction, out string text) == 0 ? text.Trim() : "unknown";
        return $"{Kallsyms} shows no addresses to this process (kptr_restrict is {setting}): run as root, with the "
            + "capability CAP_SYSLOG, or as root set kernel.kptr_restrict=0";
    }

    /// <summary>Names, sizes and addresses of the modules; without how often each is in use, which changes all the time.
    /// </summary>
    private string ModuleList()
    {
        if (_files.TryRead(Modules, out string text) < 0) return ""; // a kernel without modules
        return string.Join('\n', text.Split('\n').Select(line =>
        {
            // NAME SIZE USERS USED-BY STATE ADDRESS
            string[] parts = line.Split(' ');
            return parts.Length < 6 ? line : string.Create(CultureInfo.InvariantCulture, $"{parts[0]} {parts[1]} {parts[5]}");
        }));
    }

    private long Now()
    {
        const int Monotonic = 1;
        _syscalls.ClockGetTime(Monotonic, out long now);
        return now;
    }
}
