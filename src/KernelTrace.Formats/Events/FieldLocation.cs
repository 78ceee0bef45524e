namespace KernelTrace.Formats.Events;

/// <summary>Where a field's bytes are in the record.</summary>
public enum FieldLocation
{
    /// <summary>At the field's own offset, with the field's own size.</summary>
    Fixed,

    /// <summary><c>__data_loc</c>: a 32-bit word at the offset; its low half is the offset of the data from the
    /// start of the record, its high half the data's length.</summary>
    DataLoc,

    /// <summary><c>__rel_loc</c>: as <see cref="DataLoc"/>, but counted from the end of the word itself.</summary>
    RelLoc,

    /// <summary>A flexible array member (<c>char buf[]</c>, size 0): from the offset to the end of the record.</summary>
    Tail,
}
