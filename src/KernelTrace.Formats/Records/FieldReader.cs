using System.Collections.Specialized;
using System.Runtime.InteropServices;
using System.Text;
using KernelTrace.Formats.Events;

namespace KernelTrace.Formats.Records;

/// <summary>Reads fields out of a record's bytes. What lies outside the record reads as zero or as empty: a record of
/// any bytes gives a value.</summary>
public static class FieldReader
{
    /// <summary>All own fields by the kernel's names, in the kernel's order.</summary>
    public static OrderedDictionary ReadAll(EventFormat format, ReadOnlySpan<byte> record)
    {
        ArgumentNullException.ThrowIfNull(format);
        // PowerShell looks names up without regard to case; kernel names that differ in case alone need it
        bool differInCase = format.Fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase)
            .Any(group => group.Count() > 1);
        var values = new OrderedDictionary(format.Fields.Count,
            differInCase ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (FieldFormat field in format.Fields)
        {
            // a few events declare two fields of one name; the property of the second has a name of its own
            values[values.Contains(field.Name) ? field.PropertyName : field.Name] = Read(field, record);
        }

        return values;
    }

    /// <summary>The value of one field, of the type <see cref="FieldFormat.ClrType"/>.</summary>
    public static object? Read(FieldFormat field, ReadOnlySpan<byte> record)
    {
        ArgumentNullException.ThrowIfNull(field);
        ReadOnlySpan<byte> bytes = Bytes(field, record);
        return field.Kind switch
        {
            FieldKind.Boolean => Unsigned(bytes, 1) != 0,
            FieldKind.Address => new KernelAddress(Unsigned(bytes, field.ElementSize)),
            FieldKind.Text => Text(bytes),
            FieldKind.Texts => Texts(field, record),
            FieldKind.Bitmask => KernelBitmask.FromBytes(bytes),
            FieldKind.Bytes => bytes.ToArray(),
            FieldKind.Array => Elements(field, bytes),
            _ => Integer(field, bytes),
        };
    }

    /// <summary>The bytes that a field has in a record: none where the record ends before them. Of several strings those
    /// of the first.</summary>
    public static ReadOnlySpan<byte> Bytes(FieldFormat field, ReadOnlySpan<byte> record)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Bytes(field, record, 0);
    }

    private static ReadOnlySpan<byte> Bytes(FieldFormat field, ReadOnlySpan<byte> record, int index)
    {
        (int offset, int length) = (field.Offset + index * 4, field.Size);
        switch (field.Location)
        {
            case FieldLocation.Tail:
                length = int.MaxValue;
                break;
            case FieldLocation.DataLoc or FieldLocation.RelLoc:
                uint word = (uint)Unsigned(Slice(record, offset, 4), 4);
                (offset, length) = ((int)(word & 0xffff) + (field.Location == FieldLocation.RelLoc ? offset + 4 : 0),
                    (int)(word >> 16));
                break;
        }

        return Slice(record, offset, length);
    }

    /// <summary>Text up to the first NUL. Bytes that are no UTF-8 become U+FFFD.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        return Encoding.UTF8.GetString(UpToNul(bytes));
    }

    /// <summary>The bytes of a C string: those before the first NUL, all where there is none.</summary>
    internal static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> bytes)
    {
        int nul = bytes.IndexOf((byte)0);
        return nul < 0 ? bytes : bytes[..nul];
    }

    /// <summary>The 64 bits of a field's slot, whatever its C type; 0 where the record ends before them.</summary>
    internal static ulong Slot(FieldFormat field, ReadOnlySpan<byte> record) => Unsigned(Slice(record, field.Offset, 8), 8);

    /// <summary>An unsigned number of 1, 2, 4 or 8 bytes; zero where there are fewer bytes.</summary>
    public static ulong Unsigned(ReadOnlySpan<byte> bytes, int size)
    {
        if (bytes.Length < size) return 0;
        return size switch
        {
            1 => bytes[0],
            2 => MemoryMarshal.Read<ushort>(bytes),
            4 => MemoryMarshal.Read<uint>(bytes),
            8 => MemoryMarshal.Read<ulong>(bytes),
            _ => 0,
        };
    }

    private static string[] Texts(FieldFormat field, ReadOnlySpan<byte> record)
    {
        var texts = new string[field.Size / 4];
        for (int index = 0; index < texts.Length; index++) texts[index] = Text(Bytes(field, record, index));
        return texts;
    }

    private static object Integer(FieldFormat field, ReadOnlySpan<byte> bytes)
    {
        ulong value = Unsigned(bytes, field.ElementSize);
        return (field.ElementSize, field.ElementSigned) switch
        {
            (1, true) => (sbyte)value,
            (1, false) => (byte)value,
            (2, true) => (short)value,
            (2, false) => (ushort)value,
            (4, true) => (int)value,
            (4, false) => (uint)value,
            (_, true) => (long)value,
            _ => value,
        };
    }

    private static object Elements(FieldFormat field, ReadOnlySpan<byte> bytes) => (field.ElementSize, field.ElementSigned) switch
    {
        (2, true) => MemoryMarshal.Cast<byte, short>(bytes).ToArray(),
        (2, false) => MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(),
        (4, true) => MemoryMarshal.Cast<byte, int>(bytes).ToArray(),
        (4, false) => MemoryMarshal.Cast<byte, uint>(bytes).ToArray(),
        (8, true) => MemoryMarshal.Cast<byte, long>(bytes).ToArray(),
        _ when field.ClrType == typeof(KernelAddress[]) => MemoryMarshal.Cast<byte, KernelAddress>(bytes).ToArray(),
        _ => MemoryMarshal.Cast<byte, ulong>(bytes).ToArray(),
    };

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> record, int offset, int length)
    {
        if (offset < 0 || offset >= record.Length || length <= 0) return [];
        return record.Slice(offset, Math.Min(length, record.Length - offset));
    }
}
