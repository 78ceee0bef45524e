using System.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>The symbols of a kernel and of its modules, by address and by name.</summary>
/// <remarks>
/// Addresses are looked up as the kernel does for <c>%pS</c>: of several symbols at one address the first of the table is
/// meant, and a symbol reaches up to the next larger address. Source: <c>get_symbol_pos</c> and <c>is_ksym_addr</c>,
/// <c>kernel/kallsyms.c</c>; <c>find_kallsyms_symbol</c>, <c>kernel/module/kallsyms.c</c>. Safe for several threads.
/// </remarks>
public sealed class KernelSymbolTable
{
    /// <summary>A table without a symbol.</summary>
    public static KernelSymbolTable Empty { get; } = Parse("");

    private readonly ulong[] _addresses; // those of the kernel itself, then those of modules; each part in order
    private readonly int[] _names; // where the name begins in the text, which has a zero before and behind each
    private readonly byte[] _text;
    private readonly int _core; // how many are of the kernel itself
    private readonly ModuleSymbols _modules;
    private readonly KernelRange _range;
    private readonly string?[] _strings;
    private readonly Lazy<FunctionSymbols> _functions;

    internal KernelSymbolTable(ulong[] addresses, int[] names, byte[] text, bool[] isCode, int core, ModuleSymbols modules, bool hasData)
    {
        (_addresses, _names, _text, _core, _modules) = (addresses, names, text, core, modules);
        _strings = new string?[addresses.Length];
        IsHidden = addresses.Length > 0 && addresses.AsSpan().IndexOfAnyExcept(0ul) < 0;
        _range = KernelRange.Of(this, hasData);
        _functions = new Lazy<FunctionSymbols>(() => new FunctionSymbols(this, isCode));
    }

    /// <summary>How many symbols there are.</summary>
    public int Count => _addresses.Length;

    /// <summary>Whether the kernel named its symbols but kept their addresses to itself: all are zero
    /// (<c>kptr_restrict</c>).</summary>
    public bool IsHidden { get; }

    /// <summary>Those of its symbols that are code.</summary>
    public FunctionSymbols Functions => _functions.Value;

    /// <summary>Parses the text of <c>/proc/kallsyms</c>, as it also is in recordings: some 10 ms for 120,000 lines.</summary>
    /// <remarks>Lines of another form are passed over.</remarks>
    public static KernelSymbolTable Parse(ReadOnlySpan<byte> text) => new KallsymsParser(text).Parse();

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static KernelSymbolTable Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>The symbol that an address lies in.</summary>
    public bool TryFind(ulong address, out KernelSymbol symbol)
    {
        symbol = default;
        if (IsHidden) return false;
        return _range.Contains(address) ? TryFindCore(address, out symbol) : TryFindModule(address, out symbol);
    }

    /// <summary>The symbol of a name; of several, the first, as <c>kallsyms_lookup_name</c> does.</summary>
    public bool TryFind(string name, out KernelSymbol symbol)
    {
        ArgumentNullException.ThrowIfNull(name);
        symbol = default;
        if (IsHidden || name.Length == 0 || name.Contains('\0')) return false;
        int index = IndexOf(name);
        if (index < 0) return false;
        symbol = At(index);
        return true;
    }

    /// <summary>Whether an address may be one of a module, a bpf program or a trampoline: it is not in the kernel itself, and
    /// not further from it than a call instruction reaches.</summary>
    public bool MayBeModule(ulong address) => !_range.Contains(address) && _range.IsNear(address);

    internal ulong AddressOf(string name) => IndexOf(name) is >= 0 and int index ? _addresses[index] : 0;

    internal ulong AddressAt(int index) => _addresses[index];

    internal string? ModuleAt(int index) => index < _core ? null : _modules.NameOf(index - _core);

    /// <summary>The name, up to the zero behind it.</summary>
    internal ReadOnlySpan<byte> NameAt(int index)
    {
        ReadOnlySpan<byte> name = _text.AsSpan(_names[index]);
        return name[..name.IndexOf((byte)0)];
    }

    /// <summary>Whether it is in the memory that the kernel gives back when it has started.</summary>
    internal bool IsInit(int index) => index < _core && !IsHidden
        && _addresses[index] >= _range.InitStart && _addresses[index] < _range.InitEnd;

    /// <summary>A search through some megabytes, which takes less time than a table of all names would to make.</summary>
    private int IndexOf(string name)
    {
        int at = _text.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\0{name}\0"));
        return at < 0 ? -1 : Array.IndexOf(_names, at + 1);
    }

    private bool TryFindCore(ulong address, out KernelSymbol symbol)
    {
        symbol = default;
        int index = IndexOf(_addresses.AsSpan(0, _core), address);
        if (index < 0) return false;
        symbol = At(index);
        return true;
    }

    private bool TryFindModule(ulong address, out KernelSymbol symbol)
    {
        symbol = default;
        int index = IndexOf(_addresses.AsSpan(_core), address);
        if (index < 0) return false;
        symbol = At(_core + index);
        return address - symbol.Address < Math.Max(symbol.Size, 1);
    }

    /// <summary>The first of those that have the largest address not above one.</summary>
    private static int IndexOf(ReadOnlySpan<ulong> addresses, ulong address)
    {
        int low = 0, high = addresses.Length; // the first that is larger
        while (low < high)
        {
            int middle = (int)((uint)(low + high) >> 1);
            if (addresses[middle] <= address) low = middle + 1;
            else high = middle;
        }

        int index = low - 1;
        while (index > 0 && addresses[index - 1] == addresses[index]) index--;
        return index;
    }

    internal KernelSymbol At(int index)
    {
        ulong start = _addresses[index];
        if (index >= _core)
        {
            ReadOnlySpan<ulong> modules = _addresses.AsSpan(_core);
            return new KernelSymbol(Name(index), start, _modules.EndOf(modules, index - _core) - start, _modules.NameOf(index - _core));
        }

        int next = index + 1;
        while (next < _core && _addresses[next] == start) next++;
        ulong end = next < _core ? _addresses[next] : _range.EndBehind(start);
        return new KernelSymbol(Name(index), start, end > start ? end - start : 0, null);
    }

    private string Name(int index)
    {
        ref string? known = ref _strings[index];
        if (known is not null) return known;
        return known = Encoding.UTF8.GetString(NameAt(index));
    }
}
