using KernelTrace.Formats.Probes;
using KernelTrace.Interop;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>What definitions a kernel takes, by its own account: the <c>README</c> in tracefs.</summary>
public sealed class ProbeSyntax
{
    private readonly TracefsRoot _root;
    private readonly string _text;

    private ProbeSyntax(TracefsRoot root, string text) => (_root, _text) = (root, text);

    /// <summary>Whether a kretprobe or the return of an fprobe can record the function's arguments (kernel 6.9 and newer).</summary>
    public bool HasArgumentsAtReturn => Says("kernel return probes support: $retval, $arg<N>");

    /// <summary>Whether the argument of a function has a name of its own, whatever the processor.</summary>
    public bool HasArguments => Says("$arg<N>");

    /// <summary>Whether a type such as <c>symstr</c> is known.</summary>
    public bool HasType(string type) => Says(type);

    /// <summary>Reads what a kernel says.</summary>
    public static ProbeSyntax Of(TracefsRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return new ProbeSyntax(root, root.Files.TryRead(root.Path + "/README", out string text) == 0 ? text : "");
    }

    /// <summary>Whether the kernel takes probes of a kind.</summary>
    public bool Has(ProbeKind kind) => kind switch
    {
        ProbeKind.Kprobe or ProbeKind.Kretprobe => Exists("kprobe_events"),
        ProbeKind.Uprobe or ProbeKind.Uretprobe => Exists("uprobe_events"),
        ProbeKind.Eprobe => Says("<attached-group>.<attached-event>"),
        ProbeKind.Fprobe => Says("<func-name>[%return]"),
        _ => Says("<tracepoint> [<args>]")
    };

    private bool Says(string text) => _text.Contains(text, StringComparison.Ordinal);

    private bool Exists(string file)
    {
        int error = _root.Syscalls.Open(_root.Path + "/" + file, Libc.O_RDONLY, out FileDescriptor? descriptor);
        descriptor?.Dispose();
        return error != -Errno.ENOENT;
    }
}
