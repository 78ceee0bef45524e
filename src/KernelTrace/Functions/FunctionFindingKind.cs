namespace KernelTrace.Functions;

/// <summary>What is found out about the name of a function.</summary>
public enum FunctionFindingKind
{
    /// <summary>No function of the kernel has the name: it was inlined into its callers wherever it is used, it is in a module
    /// that is not loaded, or this kernel never had it.</summary>
    Missing,

    /// <summary>Only what the compiler made of the function is there, under other names.</summary>
    OnlyVariants,

    /// <summary>A symbol that is no code.</summary>
    Data,

    /// <summary>Code that was needed to start the kernel, and has been given back.</summary>
    Discarded,

    /// <summary>The bytes before a function, which have a name of their own.</summary>
    Padding,

    /// <summary>Code that kprobes refuse.</summary>
    Blacklisted,

    /// <summary>Another name of a function that can be traced by its first name.</summary>
    Alias,

    /// <summary>A function that was compiled without the hook of ftrace, or a label of assembly.</summary>
    Notrace,

    /// <summary>A function that is there; whether it can be traced the kernel does not tell.</summary>
    Unknown,

    /// <summary>A function that can be traced.</summary>
    Traceable,
}
