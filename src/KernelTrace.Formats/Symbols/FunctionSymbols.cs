using System.Runtime.CompilerServices;
using System.Text;
using KernelTrace.Formats.Btf;

namespace KernelTrace.Formats.Symbols;

/// <summary>The code among the symbols of a kernel: by number in the order of addresses, and by name. Names are compared as
/// bytes; a string is made for what is asked.</summary>
/// <remarks>Safe for several threads.</remarks>
public sealed class FunctionSymbols
{
    private readonly KernelSymbolTable _table;
    private readonly int[] _symbols; // of each function its number in the table
    private readonly int[] _buckets, _next; // by the name before the first dot; -1 ends a chain

    internal FunctionSymbols(KernelSymbolTable table, bool[] isCode)
    {
        _table = table;
        _symbols = new int[isCode.AsSpan().Count(true)];
        _next = new int[_symbols.Length];
        _buckets = BtfNameHash.Buckets(_symbols.Length);
        Fill(isCode);
    }

    /// <summary>How many there are.</summary>
    public int Count => _symbols.Length;

    /// <summary>Whether the kernel kept the addresses to itself: all are zero.</summary>
    public bool IsHidden => _table.IsHidden;

    /// <summary>A function with its address, size and module.</summary>
    public KernelSymbol this[int function] => _table.At(_symbols[function]);

    /// <summary>The name of a function as it stands in the list.</summary>
    public ReadOnlySpan<byte> NameOf(int function) => _table.NameAt(_symbols[function]);

    /// <summary>The module that a function is in; null for the kernel itself.</summary>
    public string? ModuleOf(int function) => _table.ModuleAt(_symbols[function]);

    /// <summary>Where a function begins.</summary>
    public ulong AddressOf(int function) => _table.AddressAt(_symbols[function]);

    /// <summary>Whether a function was needed only to start the kernel: its memory has been given back.</summary>
    public bool IsInit(int function) => _table.IsInit(_symbols[function]);

    /// <summary>Whether it is no function but the bytes before one that compilers name too.</summary>
    /// <remarks>Source: <c>is_cfi_preamble_symbol</c>, <c>kernel/kprobes.c</c>.</remarks>
    public bool IsPadding(int function) => NameOf(function) is var name && (name.StartsWith("__pfx_"u8) || name.StartsWith("__cfi_"u8));

    /// <summary>All functions of a name, in the order of addresses.</summary>
    public IReadOnlyList<int> Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(Utf8(name));
    }

    /// <inheritdoc cref="Find(string)"/>
    public IReadOnlyList<int> Find(ReadOnlySpan<byte> name)
    {
        List<int>? found = null;
        for (int i = First(name); i >= 0; i = _next[i])
        {
            if (NameOf(i).SequenceEqual(name)) (found ??= []).Add(i);
        }

        return found ?? (IReadOnlyList<int>)[];
    }

    /// <summary>All functions that are called by a name and a dot behind it, in the order of addresses.</summary>
    public IReadOnlyList<int> WithSuffix(string stem)
    {
        ArgumentNullException.ThrowIfNull(stem);
        ReadOnlySpan<byte> wanted = Utf8(stem);
        var found = new List<int>();
        for (int i = First(wanted); i >= 0; i = _next[i])
        {
            ReadOnlySpan<byte> name = NameOf(i);
            if (name.Length > wanted.Length && FunctionName.Stem(name).SequenceEqual(wanted)) found.Add(i);
        }

        return found;
    }

    /// <summary>The functions that begin where one does, with itself: names of the same code.</summary>
    public IEnumerable<int> AtSameAddress(int function)
    {
        if (IsHidden) return [function];
        ulong address = AddressOf(function);
        int first = function, end = function + 1;
        while (first > 0 && AddressOf(first - 1) == address) first--;
        while (end < Count && AddressOf(end) == address) end++;
        return Enumerable.Range(first, end - first);
    }

    /// <summary>The first of a chain, in the order of addresses, that may hold a name.</summary>
    internal int First(ReadOnlySpan<byte> name) => _buckets[BtfNameHash.Of(FunctionName.Stem(name)) & (_buckets.Length - 1)];

    /// <summary>The next of a chain.</summary>
    internal int Next(int function) => _next[function];

    private static byte[] Utf8(string name) => Encoding.UTF8.GetBytes(name);

    // once over a hundred thousand names
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(bool[] isCode)
    {
        int count = 0;
        for (int i = 0; i < isCode.Length; i++)
        {
            if (isCode[i]) _symbols[count++] = i;
        }

        // from the last to the first, so that chains are in the order of addresses
        for (int i = count - 1; i >= 0; i--)
        {
            ref int bucket = ref _buckets[BtfNameHash.Of(FunctionName.Stem(NameOf(i))) & (_buckets.Length - 1)];
            _next[i] = bucket;
            bucket = i;
        }
    }
}
