using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace KernelTrace.Formats.Btf;

/// <summary>The types of a kernel or of one of its modules: BTF, the BPF Type Format
/// (<c>/sys/kernel/btf/vmlinux</c>; <c>Documentation/bpf/btf.rst</c>).</summary>
/// <remarks>Types are numbered; a module's numbers and strings go on where those of the kernel end. Parsing is one pass that
/// checks every reference; names are looked up by tables that are made when first needed. Safe for several threads.</remarks>
public sealed class BtfTypes
{
    /// <summary>A longer name is nobody's: the kernel allows 512 bytes.</summary>
    private const int LongestName = 4096;

    private readonly ReadOnlyMemory<byte> _types, _strings;
    private readonly uint _firstString;
    private readonly int[] _starts;
    private readonly int _typesAt;
    private readonly Lazy<BtfNames> _names;
    private readonly Lazy<BtfEnumerators> _enumerators;
    private readonly Lazy<int> _pointerSize;

    private BtfTypes(ReadOnlyMemory<byte> blob, BtfTypes? baseBtf, string name)
    {
        Base = baseBtf;
        Name = name;
        BtfHeader header = BtfHeader.Read(blob.Span, name);
        _typesAt = header.Types.Start.Value;
        _strings = blob[header.Strings];
        _types = header.BigEndian == BitConverter.IsLittleEndian ? Swapped(blob[header.Types].Span) : blob[header.Types];
        _firstString = baseBtf?.StringsEnd ?? 0;
        FirstId = baseBtf?.Count ?? 1;
        CheckStrings(header.Strings.Start.Value);
        var index = new BtfIndex(Words, blob.Span[header.Layouts], StringsEnd);
        string? error = index.Build(FirstId);
        if (error is not null) throw new BtfException(name, _typesAt + index.ErrorAt * 4L, error);
        _starts = index.Starts;
        Count = FirstId + index.Count;
        TellsSigns = index.TellsSigns || baseBtf is { TellsSigns: true };
        _names = new Lazy<BtfNames>(() => new BtfNames(this));
        _enumerators = new Lazy<BtfEnumerators>(() => new BtfEnumerators(this));
        _pointerSize = new Lazy<int>(FindPointerSize);
    }

    /// <summary>What it describes: <c>vmlinux</c> or a module.</summary>
    public string Name { get; }

    /// <summary>The kernel's types, which a module's refer to; null for the kernel's own.</summary>
    public BtfTypes? Base { get; }

    /// <summary>The number of the first type of its own.</summary>
    public int FirstId { get; }

    /// <summary>One more than the largest number of a type: all types, with <c>void</c> and those of <see cref="Base"/>.</summary>
    public int Count { get; }

    /// <summary>Bytes of a pointer.</summary>
    public int PointerSize => _pointerSize.Value;

    /// <summary>The types of its own, in their order.</summary>
    public IEnumerable<BtfType> All => Enumerable.Range(FirstId, Count - FirstId).Select(Type);

    internal ReadOnlySpan<uint> Words => MemoryMarshal.Cast<byte, uint>(_types.Span);

    /// <summary>Whether enums tell signed values from unsigned ones.</summary>
    internal bool TellsSigns { get; }

    private uint StringsEnd => _firstString + (uint)_strings.Length;

    /// <summary>Parses a blob, in about 2 ms for the kernel's. The bytes are kept, not copied, and must not change.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="baseBtf">The kernel's types, for the blob of a module.</param>
    /// <param name="name">What it describes, for messages; <c>vmlinux</c> unless there is a base.</param>
    /// <exception cref="BtfException">The bytes are not BTF, or refer to what is not there.</exception>
    public static BtfTypes Parse(ReadOnlyMemory<byte> bytes, BtfTypes? baseBtf = null, string? name = null) =>
        new(bytes, baseBtf, name ?? (baseBtf is null ? "vmlinux" : "a module"));

    /// <summary>The type of a number; 0 is <c>void</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no type of that number.</exception>
    public BtfType Type(int id)
    {
        if ((uint)id >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(id), id, $"BTF of {Name} has types 0 to {Count - 1}");
        return id >= FirstId || Base is null ? new BtfType(this, id) : Base.Type(id);
    }

    /// <summary>Finds a type by its name in C: <c>struct page</c>, <c>enum zone_type</c>, <c>gfp_t</c>,
    /// <c>unsigned long</c>, <c>char *</c>, <c>u8[16]</c>. A pointer or array is found where the kernel has that type.</summary>
    public bool TryFindType(string name, out BtfType type) => BtfSearch.TryFindType(this, name, out type);

    /// <summary>Finds a type that has a name, or the function or variable, by what it is and its name.</summary>
    public bool TryFind(BtfKind kind, string name, out BtfType type)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryFindNamed(1u << (int)kind, Encoding.UTF8.GetBytes(name), out type);
    }

    /// <summary>Finds a function; its <see cref="BtfType.Parameters"/> are those of its prototype.</summary>
    public bool TryFindFunction(string name, out BtfType function) => TryFind(BtfKind.Function, name, out function);

    /// <summary>All functions of a name among the types of its own, without those of <see cref="Base"/>. Encoders before 6.5
    /// wrote several where functions shared a name.</summary>
    public IReadOnlyList<BtfType> FindFunctions(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _names.Value.FindAll(BtfKind.Function, Encoding.UTF8.GetBytes(name));
    }

    /// <summary>The value of an enumerator of any enum; of several of that name, the first's.</summary>
    public bool TryFindEnumerator(string name, out long value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _enumerators.Value.TryFind(Encoding.UTF8.GetBytes(name), out value)
            || (Base is not null && Base.TryFindEnumerator(name, out value));
    }

    /// <summary>Bytes of a type by its name in C; also of pointers and arrays that the kernel itself never uses.</summary>
    public bool TryFindSize(string type, out long size) => BtfSearch.TryFindSize(this, type, out size);

    internal bool TryFindNamed(uint kinds, ReadOnlySpan<byte> name, out BtfType type) =>
        _names.Value.TryFind(kinds, name, out type) || (Base is not null && Base.TryFindNamed(kinds, name, out type));

    internal int StartOf(int id) => _starts[id - FirstId];

    internal ReadOnlySpan<byte> NameAt(uint offset)
    {
        ReadOnlySpan<byte> from = NameFrom(offset);
        return from[..from.IndexOf((byte)0)];
    }

    /// <summary>The strings from a name on: it ends with the first zero.</summary>
    internal ReadOnlySpan<byte> NameFrom(uint offset) =>
        offset < _firstString ? Base!.NameFrom(offset) : _strings.Span[(int)(offset - _firstString)..];

    internal BtfException Error(int id, string reason) =>
        new(Name, id < FirstId ? 0 : _typesAt + StartOf(id) * 4L, reason);

    /// <summary>So that a name always ends, and soon: many may begin anywhere in one long text.</summary>
    private void CheckStrings(int at)
    {
        ReadOnlySpan<byte> strings = _strings.Span;
        if (Base is null && (strings.IsEmpty || strings[0] != 0))
            throw new BtfException(Name, at, "the strings do not begin with the empty one");
        if (strings.Length > 0 && strings[^1] != 0)
            throw new BtfException(Name, at + strings.Length - 1, "the last string has no end");
        for (int from = 0; from < strings.Length;)
        {
            ReadOnlySpan<byte> window = strings.Slice(from, Math.Min(LongestName, strings.Length - from));
            int end = window.LastIndexOf((byte)0);
            if (end < 0) throw new BtfException(Name, at + from, $"a string is longer than {LongestName} bytes");
            from += end + 1;
        }
    }

    private int FindPointerSize() =>
        BtfSearch.TryFindType(this, "long", out BtfType type) && type.Size is 4 ? 4 : 8;

    private static byte[] Swapped(ReadOnlySpan<byte> types)
    {
        var swapped = new byte[types.Length];
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(types), MemoryMarshal.Cast<byte, uint>(swapped.AsSpan()));
        return swapped;
    }
}
