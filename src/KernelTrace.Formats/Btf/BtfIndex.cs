using System.Runtime.CompilerServices;

namespace KernelTrace.Formats.Btf;

/// <summary>The one pass over the types: where each begins, and that nothing in it points outside.</summary>
/// <remarks>
/// Each type is three words, and what its kind adds:
/// <code>
/// word 0  name          offset into the strings; 0 for none
/// word 1  info          bits 0..23 count, 24..30 kind, 31 flag
/// word 2  size or type  bytes; for those that refer to a type, its number
///
/// INT                 1 word      bits 0..7 bits, 16..23 bit offset, 24..27 1 signed, 2 char, 4 bool
/// ARRAY               3 words     element type, index type, number of elements
/// STRUCT, UNION       3 a member  name, type, offset in bits; with the flag: bits 0..23 offset, 24..31 bitfield size
/// ENUM                2 a value   name, value; with the flag: values are signed
/// FUNC_PROTO          2 a param.  name, type; the last without both: ...
/// VAR                 1 word      linkage
/// DATASEC             3 a var.    type, offset, size
/// DECL_TAG            1 word      component
/// ENUM64              3 a value   name, value's low and high word
/// FWD                 -           with the flag: a union
/// PTR, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, FLOAT, TYPE_TAG: nothing
/// </code>
/// Source: <c>include/uapi/linux/btf.h</c>; <c>kernel/bpf/btf.c</c>.
/// </remarks>
internal ref struct BtfIndex(ReadOnlySpan<uint> words, ReadOnlySpan<byte> layouts, uint stringsEnd)
{
    private readonly ReadOnlySpan<uint> _words = words;
    private readonly ReadOnlySpan<byte> _layouts = layouts;
    private readonly uint _stringsEnd = stringsEnd;

    /// <summary>The first word of each type; the first <see cref="Count"/> are set.</summary>
    public int[] Starts { get; private set; } = new int[words.Length / 7 + 4];

    /// <summary>How many types there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether an enum says that its values are signed, or is of 64 bits: then those that do not say so are
    /// unsigned. Encoders older than that never say it.</summary>
    public bool TellsSigns { get; private set; }

    /// <summary>Where it stopped: the word at which something is wrong.</summary>
    public int ErrorAt { get; private set; }

    /// <summary>Walks through all types.</summary>
    /// <param name="firstId">The number of the first type.</param>
    /// <returns>What is wrong at <see cref="ErrorAt"/>; null for nothing.</returns>
    // this runs once over megabytes, so the slow code that counts calls first must not be what runs
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Build(int firstId)
    {
        ReadOnlySpan<uint> words = _words;
        uint stringsEnd = _stringsEnd;
        uint largest = 0; // how many types there are is known at the end
        int largestAt = 0, at = 0, count = 0;
        int[] starts = Starts;
        while (at < words.Length)
        {
            if (words.Length - at < 3) return Error(at, "the last type is cut off");
            if (count == starts.Length) Array.Resize(ref starts, count * 2);
            starts[count++] = at;
            uint info = words[at + 1];
            uint vlen = info & 0xffffff;
            if (words[at] >= stringsEnd) return Error(at, "the name lies outside the strings");

            var kind = (BtfKind)((info >> 24) & 0x7f);
            int nameAt = -1, typeAt = -1;
            uint stride = 0, fixedWords = 0;
            switch (kind)
            {
                case BtfKind.Int or BtfKind.Variable or BtfKind.DeclarationTag:
                    fixedWords = 1;
                    break;
                case BtfKind.Array:
                    fixedWords = 3;
                    break;
                case BtfKind.Struct or BtfKind.Union:
                    (stride, nameAt, typeAt) = (3, 0, 1);
                    break;
                case BtfKind.Enum or BtfKind.Enum64:
                    (stride, nameAt) = (kind == BtfKind.Enum ? 2u : 3u, 0);
                    if (info >> 31 != 0 || kind == BtfKind.Enum64) TellsSigns = true;
                    break;
                case BtfKind.Prototype:
                    (stride, nameAt, typeAt) = (2, 0, 1);
                    break;
                case BtfKind.DataSection:
                    (stride, typeAt) = (3, 0);
                    break;
                case BtfKind.Pointer or BtfKind.Forward or BtfKind.Typedef or BtfKind.Volatile or BtfKind.Const
                    or BtfKind.Restrict or BtfKind.Function or BtfKind.Float or BtfKind.TypeTag:
                    break;
                default:
                    if (!TryStepOver((int)kind, out fixedWords, out stride))
                        return Error(at + 1, $"kind {(int)kind} is not known, and the BTF does not say how large it is");
                    break;
            }

            long end = at + 3L + fixedWords + (long)vlen * stride;
            if (end > words.Length) return Error(at + 1, $"a type of {(end - at) * 4} bytes does not fit into what is left");
            if (BtfType.RefersByTarget(kind) && words[at + 2] > largest) (largest, largestAt) = (words[at + 2], at + 2);
            if (kind == BtfKind.Array && Math.Max(words[at + 3], words[at + 4]) > largest)
                (largest, largestAt) = (Math.Max(words[at + 3], words[at + 4]), at + 3);
            int element = at + 3;
            at = (int)end;
            if (nameAt < 0 && typeAt < 0) continue;
            for (; element < at; element += (int)stride)
            {
                if (nameAt >= 0 && words[element] >= stringsEnd) return Error(element, "the name lies outside the strings");
                if (typeAt >= 0 && words[element + typeAt] > largest)
                    (largest, largestAt) = (words[element + typeAt], element + typeAt);
            }
        }

        Starts = starts;
        Count = count;
        return largest >= (uint)(firstId + count) && largest != 0
            ? Error(largestAt, $"there is no type {largest} among {firstId + count}") : null;
    }

    /// <summary>What the BTF itself says of a kind: a byte for the fixed size, one for each element, two of flags.</summary>
    private readonly bool TryStepOver(int kind, out uint fixedWords, out uint stride)
    {
        fixedWords = stride = 0;
        if (kind == 0 || _layouts.Length / 4 <= kind) return false;
        (fixedWords, stride) = ((uint)_layouts[kind * 4] / 4, (uint)_layouts[kind * 4 + 1] / 4);
        return _layouts[kind * 4] % 4 == 0 && _layouts[kind * 4 + 1] % 4 == 0;
    }

    private string Error(int at, string reason)
    {
        ErrorAt = at;
        return reason;
    }
}
