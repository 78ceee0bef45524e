namespace KernelTrace.Probes;

/// <summary>Why a place in a program cannot be told.</summary>
public enum UserSymbolReason
{
    /// <summary>The program has no function, or no mark, of the name.</summary>
    NotFound,

    /// <summary>Several have the name.</summary>
    Ambiguous,

    /// <summary>The program uses the function; it lives in a library.</summary>
    Imported,

    /// <summary>The place is not within the function.</summary>
    OutsideFunction,

    /// <summary>There is no code at the address.</summary>
    NotCode,

    /// <summary>The file is no ELF program or library, or a damaged one.</summary>
    NotElf,

    /// <summary>The file is a script: what runs is its interpreter.</summary>
    Script,

    /// <summary>The file is for another processor.</summary>
    WrongMachine,

    /// <summary>It is no plain file: a directory, a pipe, a device.</summary>
    NotAFile,

    /// <summary>The kernel cannot be told the file's path.</summary>
    PathNotUsable,

    /// <summary>There is no such process, or it runs no program (a kernel thread).</summary>
    NoProcess,

    /// <summary>The process has no such file mapped.</summary>
    NotMapped,

    /// <summary>The file has become another since it was opened.</summary>
    Changed
}
