namespace KernelTrace.Formats.Events;

/// <summary>What a field's bytes mean once they are found.</summary>
public enum FieldKind
{
    /// <summary>An integer of 1, 2, 4 or 8 bytes, signed or not.</summary>
    Integer,

    /// <summary>A C <c>bool</c>: one byte, zero or not.</summary>
    Boolean,

    /// <summary>A pointer: an address of the kernel or of a user process.</summary>
    Address,

    /// <summary>Text: a char array or a dynamic string, up to its first NUL.</summary>
    Text,

    /// <summary>Several texts, each somewhere in the record: what a probe fetched from an array of pointers.</summary>
    Texts,

    /// <summary>An array of integers or addresses.</summary>
    Array,

    /// <summary>A bitmask or cpumask: an array of <c>unsigned long</c> read as a set of bit numbers.</summary>
    Bitmask,

    /// <summary>Bytes of a type that is none of the others, such as a struct by value.</summary>
    Bytes,
}
