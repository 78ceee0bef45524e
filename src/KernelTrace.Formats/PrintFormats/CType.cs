using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>The shape of a C type.</summary>
internal enum CKind
{
    Integer,
    Pointer,
    Array,
    Aggregate,
}

/// <summary>A C type as far as a <c>print fmt</c> depends on it. The kernel is a 64-bit one.</summary>
/// <param name="Kind">Its shape.</param>
/// <param name="Size">Bytes; 0 where they are not known.</param>
/// <param name="Signed">Whether an integer is signed.</param>
/// <param name="Name">Its name, where that is needed to look it up.</param>
/// <param name="Element">What an array holds or a pointer points to; null for void and what is not known.</param>
internal sealed record CType(CKind Kind, int Size, bool Signed, string Name = "", CType? Element = null)
{
    public static readonly CType Int = new(CKind.Integer, 4, true, "int");
    public static readonly CType UInt = new(CKind.Integer, 4, false, "unsigned int");
    public static readonly CType Long = new(CKind.Integer, 8, true, "long");
    public static readonly CType ULong = new(CKind.Integer, 8, false, "unsigned long");
    public static readonly CType Char = new(CKind.Integer, 1, true, "char");
    public static readonly CType Byte = new(CKind.Integer, 1, false, "u8");
    public static readonly CType Text = PointerTo(Char);

    public bool IsInteger => Kind == CKind.Integer;

    public static CType PointerTo(CType? element) => new(CKind.Pointer, 8, false, "", element);

    public static CType ArrayOf(CType element, int count) => new(CKind.Array, element.Size * count, false, "", element);

    public static CType Integer(int size, bool signed) => (size, signed) switch
    {
        (4, true) => Int,
        (4, false) => UInt,
        (8, true) => Long,
        (8, false) => ULong,
        _ => new CType(CKind.Integer, size, signed),
    };

    /// <summary>The integer type of these words in any order, such as <c>long unsigned int</c>; null where they are
    /// no integer type that is known by name.</summary>
    public static CType? OfWords(string words)
    {
        if (FieldTypes.NaturalInteger(words) is (int width, bool signed)) return Integer(width, signed);
        int longs = 0;
        bool isUnsigned = false, isChar = false, isShort = false;
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word)
            {
                case "long": longs++; break;
                case "unsigned": isUnsigned = true; break;
                case "char": isChar = true; break;
                case "short": isShort = true; break;
                case "signed" or "int" or "const" or "volatile": break;
                default: return null;
            }
        }

        return Integer(isChar ? 1 : isShort ? 2 : longs > 0 ? 8 : 4, !isUnsigned);
    }

    /// <summary>Cuts a value to the width of the type and extends it to 64 bits by the type's sign.</summary>
    public long Fit(long value) => (Kind == CKind.Integer ? Size : 8, Signed) switch
    {
        (1, true) => (sbyte)value,
        (1, false) => (byte)value,
        (2, true) => (short)value,
        (2, false) => (ushort)value,
        (4, true) => (int)value,
        (4, false) => (uint)value,
        _ => value,
    };

    /// <summary>The type in which C computes with one operand: at least an int.</summary>
    public CType Promoted() => Kind != CKind.Integer ? ULong : Size < 4 ? Int : this;

    /// <summary>The type in which C computes with two operands.</summary>
    public static CType Common(CType left, CType right)
    {
        (left, right) = (left.Promoted(), right.Promoted());
        if (left.Size != right.Size) return left.Size > right.Size ? left : right;
        return left.Signed ? right : left;
    }
}
