namespace KernelTrace.Formats.Symbols;

/// <summary>Who may use a symbol (<c>STB_*</c>).</summary>
public enum ElfBinding
{
    /// <summary>The source file that it is in; several may have the same name.</summary>
    Local,

    /// <summary>All files.</summary>
    Global,

    /// <summary>All files, where no other has a global one of the name.</summary>
    Weak,

    /// <summary>All files, and one for all of a process (STB_GNU_UNIQUE), or of another kind.</summary>
    Other
}
