using System.Buffers.Binary;
using System.Text;

namespace KernelTrace.Formats.Tests.Support;

/// <summary>Writes a BTF blob by hand, a type after the other; each method gives the number of its type.</summary>
internal sealed class BtfBuilder(int firstId = 1, uint firstString = 0)
{
    private readonly List<uint> _words = [];
    private readonly List<byte> _strings = firstString == 0 ? [0] : [];
    private readonly Dictionary<string, uint> _offsets = firstString == 0 ? new() { [""] = 0 } : [];
    private int _next = firstId;

    public int NextId => _next;

    public uint StringsEnd => firstString + (uint)_strings.Count;

    /// <summary>Sizes of the kinds; null for a header without them.</summary>
    public byte[]? Layouts { get; set; }

    public uint Text(string text)
    {
        if (text.Length == 0) return 0;
        if (_offsets.TryGetValue(text, out uint offset)) return offset;
        offset = StringsEnd;
        _strings.AddRange(Encoding.UTF8.GetBytes(text));
        _strings.Add(0);
        return _offsets[text] = offset;
    }

    public int Add(int kind, string name, uint sizeOrType, uint count = 0, bool flag = false, params uint[] more)
    {
        _words.AddRange([Text(name), (flag ? 1u << 31 : 0) | (uint)kind << 24 | count, sizeOrType, .. more]);
        return _next++;
    }

    public int Int(string name, int bytes, bool signed = false, int bits = 0, int offset = 0) =>
        Add(1, name, (uint)bytes, more: (signed ? 1u << 24 : 0) | (uint)offset << 16 | (uint)(bits == 0 ? bytes * 8 : bits));

    public int Pointer(int to) => Add(2, "", (uint)to);

    public int Array(int of, uint length) => Add(3, "", 0, more: [(uint)of, (uint)of, length]);

    public int Struct(string name, int size, params (string Name, int Type, uint BitOffset)[] members) =>
        Add(4, name, (uint)size, (uint)members.Length, false, Members(members));

    public int Union(string name, int size, params (string Name, int Type, uint BitOffset)[] members) =>
        Add(5, name, (uint)size, (uint)members.Length, false, Members(members));

    public int BitStruct(string name, int size, params (string Name, int Type, uint BitOffset, uint Bits)[] members) =>
        Add(4, name, (uint)size, (uint)members.Length, true,
            Members([.. members.Select(one => (one.Name, one.Type, one.BitOffset | one.Bits << 24))]));

    public int Enum(string name, bool signed, params (string Name, int Value)[] values) => Add(6, name, 4, (uint)values.Length,
        signed, [.. values.SelectMany(one => new[] { Text(one.Name), (uint)one.Value })]);

    public int Enum64(string name, bool signed, params (string Name, long Value)[] values) => Add(19, name, 8, (uint)values.Length,
        signed, [.. values.SelectMany(one => new[] { Text(one.Name), (uint)one.Value, (uint)(one.Value >> 32) })]);

    public int Typedef(string name, int of) => Add(8, name, (uint)of);

    public int Const(int of) => Add(10, "", (uint)of);

    public int Prototype(int returns, params (string Name, int Type)[] parameters) => Add(13, "", (uint)returns,
        (uint)parameters.Length, false, [.. parameters.SelectMany(one => new[] { Text(one.Name), (uint)one.Type })]);

    public int Function(string name, int prototype) => Add(12, name, (uint)prototype, 1);

    public byte[] Build(bool bigEndian = false)
    {
        int header = Layouts is null ? 24 : 32;
        var blob = new byte[header + _words.Count * 4 + _strings.Count + (Layouts?.Length ?? 0)];
        if (bigEndian) BinaryPrimitives.WriteUInt16BigEndian(blob, 0xeb9f);
        else BinaryPrimitives.WriteUInt16LittleEndian(blob, 0xeb9f);
        blob[2] = 1;
        uint types = (uint)_words.Count * 4, strings = (uint)_strings.Count;
        uint[] head = [(uint)header, 0, types, types, strings, types + strings, (uint)(Layouts?.Length ?? 0)];
        for (int i = 0; i < (header - 4) / 4; i++) Write(4 + i * 4, head[i]);
        for (int i = 0; i < _words.Count; i++) Write(header + i * 4, _words[i]);
        _strings.CopyTo(blob, header + (int)types);
        Layouts?.CopyTo(blob, header + (int)(types + strings));
        return blob;

        void Write(int at, uint word)
        {
            if (bigEndian) BinaryPrimitives.WriteUInt32BigEndian(blob.AsSpan(at), word);
            else BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(at), word);
        }
    }

    private uint[] Members((string Name, int Type, uint Offset)[] members) =>
        [.. members.SelectMany(one => new[] { Text(one.Name), (uint)one.Type, one.Offset })];
}
