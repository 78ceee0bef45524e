using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Events;

/// <summary>From the kernel's C types to what a field is, and to the .NET type that carries it.</summary>
internal static class FieldTypes
{
    /// <summary>Kind, element size and element signedness of a field.</summary>
    /// <param name="element">The C type of one element, without array brackets.</param>
    /// <param name="array">Whether there are several elements.</param>
    /// <param name="size">Bytes of the fixed field; 0 where the length is in the record.</param>
    /// <param name="signed">The kernel's word on signedness.</param>
    /// <param name="printing">How the event prints the field.</param>
    public static (FieldKind Kind, int ElementSize, bool Signed) Classify(string element, bool array, int size,
        bool signed, Printing printing)
    {
        if (printing.AsBitmask || Unqualified(element) is "cpumask_t" || (array && Unqualified(element) is "cpumask_t *"))
            return (FieldKind.Bitmask, 8, false);

        bool pointer = IsPointer(element);
        if (!array)
        {
            if ((pointer && size is 4 or 8) || (printing.AsAddress && size == 8)) return (FieldKind.Address, size, false);
            if (Unqualified(element) is "bool" or "_Bool" && size == 1) return (FieldKind.Boolean, 1, false);
            return size is 1 or 2 or 4 or 8 ? (FieldKind.Integer, size, signed) : (FieldKind.Bytes, 1, false);
        }

        if (Unqualified(element) == "char") return (printing.AsRawBytes ? FieldKind.Bytes : FieldKind.Text, 1, false);
        if (pointer) return (FieldKind.Array, 8, false);
        return NaturalInteger(element) is (int width, bool isSigned) && (size == 0 || size % width == 0)
            ? width == 1 ? (FieldKind.Bytes, 1, false) : (FieldKind.Array, width, isSigned)
            : (FieldKind.Bytes, 1, false);
    }

    /// <summary>Whether a C type is a pointer, which may be const itself: <c>const void *const</c>.</summary>
    private static bool IsPointer(ReadOnlySpan<char> type)
    {
        type = type.TrimEnd();
        while (type.EndsWith("const") || type.EndsWith("volatile")) type = type[..^(type.EndsWith("const") ? 5 : 8)].TrimEnd();
        return type.EndsWith("*");
    }

    /// <summary>The .NET type of a field's value.</summary>
    public static Type ClrType(FieldFormat field) => field.Kind switch
    {
        FieldKind.Boolean => typeof(bool),
        FieldKind.Address => typeof(KernelAddress),
        FieldKind.Text => typeof(string),
        FieldKind.Texts => typeof(string[]),
        FieldKind.Bitmask => typeof(KernelBitmask),
        FieldKind.Bytes => typeof(byte[]),
        FieldKind.Array when HasPointers(field) => typeof(KernelAddress[]),
        FieldKind.Array => Integer(field.ElementSize, field.ElementSigned).MakeArrayType(),
        _ => Integer(field.ElementSize, field.ElementSigned),
    };

    /// <summary>Whether the elements of an array are pointers. A star inside the brackets belongs to the length:
    /// <c>u32[2 * 4]</c>.</summary>
    private static bool HasPointers(FieldFormat field)
    {
        int bracket = field.Type.IndexOf('[', StringComparison.Ordinal);
        return field is { ElementSize: 8, ElementSigned: false }
            && IsPointer(bracket < 0 ? field.Type : field.Type.AsSpan(0, bracket));
    }

    /// <summary>Width and signedness of a C integer type on a 64-bit kernel; null for a name that is not known.</summary>
    public static (int Width, bool Signed)? NaturalInteger(string type)
    {
        type = Unqualified(type);
        return type switch
        {
            "char" or "s8" or "__s8" or "int8_t" or "signed char" => (1, true),
            "unsigned char" or "u8" or "__u8" or "uint8_t" or "bool" or "_Bool" => (1, false),
            "short" or "s16" or "__s16" or "int16_t" or "short int" => (2, true),
            "unsigned short" or "u16" or "__u16" or "uint16_t" or "umode_t" or "__le16" or "__be16"
                or "unsigned short int" => (2, false),
            "int" or "s32" or "__s32" or "int32_t" or "pid_t" or "clockid_t" or "timer_t" or "mqd_t" or "key_t"
                or "key_serial_t" or "rwf_t" or "signed int" => (4, true),
            "unsigned int" or "unsigned" or "uint" or "u32" or "__u32" or "uint32_t" or "uid_t" or "gid_t" or "qid_t"
                or "__le32" or "__be32" or "dev_t" or "gfp_t" => (4, false),
            "long" or "long long" or "s64" or "__s64" or "int64_t" or "loff_t" or "off_t" or "ssize_t" or "long int"
                or "time64_t" => (8, true),
            "unsigned long" or "unsigned long long" or "u64" or "__u64" or "uint64_t" or "size_t" or "ino_t"
                or "sector_t" or "aio_context_t" or "__le64" or "__be64" or "unsigned long int" => (8, false),
            _ when type.StartsWith("enum ", StringComparison.Ordinal) => (4, true),
            _ => null,
        };
    }

    private static Type Integer(int size, bool signed) => (size, signed) switch
    {
        (1, true) => typeof(sbyte),
        (1, false) => typeof(byte),
        (2, true) => typeof(short),
        (2, false) => typeof(ushort),
        (4, true) => typeof(int),
        (4, false) => typeof(uint),
        (_, true) => typeof(long),
        _ => typeof(ulong),
    };

    /// <summary>The type without <c>const</c>, <c>volatile</c> and address-space marks.</summary>
    private static string Unqualified(string type) => string.Join(' ', type
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word is not ("const" or "volatile" or "__user" or "__kernel" or "__seg_gs")));
}
