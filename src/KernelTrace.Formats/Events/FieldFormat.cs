namespace KernelTrace.Formats.Events;

/// <summary>One field of an event, as its <c>format</c> file declares it.</summary>
/// <remarks>Source: <c>events/SYSTEM/EVENT/format</c>, printed by the kernel's <c>kernel/trace/trace_events.c</c>.
/// Only offset, size and signedness are trusted for the layout; the C type decides what the bytes mean.</remarks>
public sealed class FieldFormat
{
    internal FieldFormat(string name, string type, int offset, int size, bool signed, FieldKind kind,
        FieldLocation location, int elementSize, bool elementSigned)
    {
        Name = name;
        Type = type;
        Offset = offset;
        Size = size;
        Signed = signed;
        Kind = kind;
        Location = location;
        ElementSize = elementSize;
        ElementSigned = elementSigned;
        PropertyName = name;
    }

    /// <summary>The kernel's name of the field.</summary>
    public string Name { get; }

    /// <summary>The C type in the kernel's spelling, such as <c>const char *</c>, <c>char[16]</c> or
    /// <c>__data_loc char[]</c>.</summary>
    public string Type { get; }

    /// <summary>Bytes from the start of the record, the common fields included.</summary>
    public int Offset { get; }

    /// <summary>Bytes that the field takes in the fixed part of the record; 0 for a flexible array.</summary>
    public int Size { get; }

    /// <summary>The kernel's own word on signedness (of the whole slot).</summary>
    public bool Signed { get; }

    /// <summary>What the bytes mean.</summary>
    public FieldKind Kind { get; }

    /// <summary>Where the bytes are.</summary>
    public FieldLocation Location { get; }

    /// <summary>Bytes of one element; for an integer the bytes that are read, which for a system call's argument are
    /// those of its C type rather than of its 8-byte slot.</summary>
    public int ElementSize { get; }

    /// <summary>Whether one element is a signed integer.</summary>
    public bool ElementSigned { get; }

    /// <summary>The property of the typed event that shows this field: the kernel's name, or <c>field_NAME</c> where
    /// the base class has a property of that name.</summary>
    public string PropertyName { get; internal set; }

    /// <summary>The .NET type of the field's value.</summary>
    public Type ClrType => _clrType ??= FieldTypes.ClrType(this);

    private Type? _clrType;

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Name}";
}
