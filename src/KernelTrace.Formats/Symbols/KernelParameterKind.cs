namespace KernelTrace.Formats.Symbols;

/// <summary>How an argument of a function is told.</summary>
public enum KernelParameterKind
{
    /// <summary>Of a type that is not known.</summary>
    Unknown,

    /// <summary>A pointer.</summary>
    Pointer,

    /// <summary>A signed integer, or an enumerator.</summary>
    Signed,

    /// <summary>An unsigned integer.</summary>
    Unsigned,

    /// <summary>A struct or union by value, or what else is none of the others.</summary>
    Aggregate,
}
