namespace KernelTrace.Formats.Probes;

/// <summary>What a probe watches.</summary>
public enum ProbeKind
{
    /// <summary>An instruction of the kernel, most often a function's first (<c>p</c>).</summary>
    Kprobe,

    /// <summary>The return of a function of the kernel (<c>r</c>).</summary>
    Kretprobe,

    /// <summary>An instruction of a user program or library (<c>p</c> with a path).</summary>
    Uprobe,

    /// <summary>The return of a function of a user program or library (<c>r</c> with a path).</summary>
    Uretprobe,

    /// <summary>Another event, whose fields it reads (<c>e</c>).</summary>
    Eprobe,

    /// <summary>A function of the kernel, entry or return, by ftrace (<c>f</c>).</summary>
    Fprobe,

    /// <summary>A tracepoint of the kernel, with the arguments that the kernel's code hands to it (<c>t</c>).</summary>
    Tprobe
}
