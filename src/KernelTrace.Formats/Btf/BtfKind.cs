namespace KernelTrace.Formats.Btf;

/// <summary>What a type of BTF is (<c>BTF_KIND_*</c>, <c>include/uapi/linux/btf.h</c>). A number that is not here is of a
/// newer kernel, whose BTF says how to step over it.</summary>
public enum BtfKind
{
    /// <summary>The type <c>void</c>, number 0, which is not stored.</summary>
    Void = 0,

    /// <summary>An integer, character or boolean.</summary>
    Int = 1,

    /// <summary>A pointer.</summary>
    Pointer = 2,

    /// <summary>An array of a number of elements.</summary>
    Array = 3,

    /// <summary>A struct with its members.</summary>
    Struct = 4,

    /// <summary>A union with its members.</summary>
    Union = 5,

    /// <summary>An enum whose values take 32 bits.</summary>
    Enum = 6,

    /// <summary>A struct or union that is only named.</summary>
    Forward = 7,

    /// <summary>Another name of a type.</summary>
    Typedef = 8,

    /// <summary><c>volatile</c>.</summary>
    Volatile = 9,

    /// <summary><c>const</c>.</summary>
    Const = 10,

    /// <summary><c>restrict</c>.</summary>
    Restrict = 11,

    /// <summary>A function; its target is its prototype.</summary>
    Function = 12,

    /// <summary>The prototype of functions: parameters and return type.</summary>
    Prototype = 13,

    /// <summary>A variable.</summary>
    Variable = 14,

    /// <summary>A section of variables.</summary>
    DataSection = 15,

    /// <summary>A floating-point number.</summary>
    Float = 16,

    /// <summary>A note on a declaration (<c>btf_decl_tag</c>).</summary>
    DeclarationTag = 17,

    /// <summary>A note on a type (<c>btf_type_tag</c>), such as <c>user</c> of <c>char __user *</c>.</summary>
    TypeTag = 18,

    /// <summary>An enum with a value of more than 32 bits.</summary>
    Enum64 = 19
}
