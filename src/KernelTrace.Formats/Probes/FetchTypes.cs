using System.Globalization;
using KernelTrace.Formats.Btf;

namespace KernelTrace.Formats.Probes;

/// <summary>The kernel's names of what a probe can record, for types in C.</summary>
/// <remarks>Source: <c>probe_fetch_types</c>, <c>kernel/trace/trace_probe.c</c>.</remarks>
public static class FetchTypes
{
    /// <summary>Elements of an array that one field may have (<c>MAX_ARRAY_LEN</c>, <c>kernel/trace/trace_probe.h</c>).</summary>
    public const int MostElements = 64;

    /// <summary>Names of pointers to bytes that are no text.</summary>
    private static readonly HashSet<string> _bytes = ["buf", "ubuf", "buffer", "data", "from", "to"];

    /// <summary>Whether a pointer of that name is one to bytes, whatever its type says.</summary>
    public static bool IsBytes(string name) => _bytes.Contains(name);

    /// <summary>Whether a type name means text, which lies in memory: <c>string</c>, <c>ustring[4]</c>.</summary>
    public static bool IsText(string type) => Bare(type) is "string" or "ustring";

    /// <summary>Whether a type name is that of an array, which lies in memory.</summary>
    public static bool IsArray(string type) => type.EndsWith(']');

    /// <summary><c>%pd</c> and <c>%pD</c>: the name of a dentry, of a file.</summary>
    public static bool IsFileName(string type) => type is "%pd" or "%pD";

    /// <summary>The type without elements.</summary>
    public static string Bare(string type) => type.IndexOf('[', StringComparison.Ordinal) is int at and > 0 ? type[..at] : type;

    /// <summary>Whether it is a character of text, by C's own names: bytes of a buffer are <c>u8</c>.</summary>
    public static bool IsCharacter(BtfType type) =>
        type.Unqualified is { Kind: BtfKind.Int, Size: 1, Name: "char" or "unsigned char" };

    /// <summary>Whether a pointer of that name, in a declaration, points to text that is not to be changed.</summary>
    public static bool PointsToText(BtfType pointer, string name)
    {
        if (!IsCharacter(pointer.Target) || IsBytes(name)) return false;
        BtfType type = pointer.Target;
        while (type.Kind is BtfKind.TypeTag or BtfKind.Volatile) type = type.Target;
        return type.Kind == BtfKind.Const;
    }

    /// <summary>The kernel's name for a number; null for what is none.</summary>
    /// <exception cref="BtfException">The type contradicts itself.</exception>
    public static string? OfNumber(BtfType type)
    {
        BtfType plain = type.Underlying;
        if (plain.Size is not (1 or 2 or 4 or 8)) return null;
        long bits = plain.Size.Value * 8;
        return plain.Kind switch
        {
            BtfKind.Pointer => plain.Target.Underlying.Kind == BtfKind.Prototype ? "symbol"
                : string.Create(CultureInfo.InvariantCulture, $"x{bits}"),
            BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 =>
                string.Create(CultureInfo.InvariantCulture, $"{(plain.IsSigned ? 's' : 'u')}{bits}"),
            _ => null
        };
    }
}
