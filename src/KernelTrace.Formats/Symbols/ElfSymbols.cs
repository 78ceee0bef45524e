using System.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>The functions of an ELF file, from its symbol table and, where that was stripped, from the dynamic linker's.
/// </summary>
/// <remarks>
/// An address belongs to the function whose size covers it; the innermost, where one lies within another. A label without a
/// size, as assembly has, reaches to the next symbol of its section or to the section's end. What no symbol covers has no
/// name: the function before it is a guess that is mostly wrong in a stripped file. Of several names at one address, one
/// that other files see goes first, then one with fewer underscores in front. Safe for several threads.
/// </remarks>
public sealed class ElfSymbols
{
    /// <summary>Functions around one that an address may lie in, in any order; hand-written code has two or three.</summary>
    private const int DeepestNesting = 64;

    private readonly ulong[] _starts, _ends, _largestEnds; // the last: of all up to here
    private readonly int[] _names;
    private readonly byte[] _text; // what the names are in, with a zero behind each
    private readonly string?[] _strings;

    internal ElfSymbols(ulong[] starts, ulong[] ends, int[] names, byte[] text)
    {
        (_starts, _ends, _names, _text) = (starts, ends, names, text);
        _strings = new string?[names.Length];
        _largestEnds = new ulong[ends.Length];
        ulong largest = 0;
        for (int i = 0; i < ends.Length; i++) _largestEnds[i] = largest = Math.Max(largest, ends[i]);
    }

    /// <summary>How many functions there are.</summary>
    public int Count => _starts.Length;

    /// <summary>Bytes of memory that they take, about.</summary>
    public long MemorySize => _text.Length + 36L * _starts.Length;

    /// <summary>Reads the functions of a file. A table that is not all there gives those that are.</summary>
    public static ElfSymbols Read(ElfFile file, ByteSource source)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(source);
        return new ElfSymbolReader(file).Read(source);
    }

    /// <summary>The function that an address lies in.</summary>
    /// <param name="address">The address before the file was moved: <see cref="ElfFile.TryFindAddress"/>.</param>
    /// <param name="symbol">The function.</param>
    public bool TryFind(ulong address, out ElfSymbol symbol)
    {
        int low = 0, high = _starts.Length; // the first that begins behind it
        while (low < high)
        {
            int middle = (int)((uint)(low + high) >> 1);
            if (_starts[middle] <= address) low = middle + 1;
            else high = middle;
        }

        for (int i = low - 1; i >= 0 && i >= low - DeepestNesting && _largestEnds[i] > address; i--)
        {
            if (_ends[i] <= address) continue;
            symbol = new ElfSymbol(Name(i), _starts[i], _ends[i] - _starts[i]);
            return true;
        }

        symbol = default;
        return false;
    }

    private string Name(int index)
    {
        ref string? known = ref _strings[index];
        if (known is not null) return known;
        ReadOnlySpan<byte> name = _text.AsSpan(_names[index]);
        return known = Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]);
    }
}
