using KernelTrace.Features;
using KernelTrace.Formats.Probes;
using KernelTrace.Interop;
using KernelTrace.Sessions;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>Makes of the kernel's refusal of a definition an error that points to the user's own text and says what to do.</summary>
internal static class ProbeRefusal
{
    public static ProbeException Explain(TracefsRoot root, ProbePlan plan, int errno)
    {
        ProbeDefinition definition = plan.Definition;
        var kernel = new KernelException("create probe", $"{definition.Group}:{definition.Event}", errno);
        if (errno is Errno.EACCES or Errno.EPERM)
            return new ProbeException(Errno.Name(errno), $"{kernel.Message}:\nMaking a probe needs root, and a kernel that is not locked down.", kernel);
        if (!ProbeSyntax.Of(root).Has(definition.Kind)) return NotSupported(definition.Kind, kernel);
        if (KernelErrorLog.Of(root.Top, definition.ToString()) is not KernelComplaint complaint)
        {
            // a kernel may tell of these kinds in its README and be built without them: then nobody in it knows the letter
            if (errno == Errno.EINVAL && definition.Kind is ProbeKind.Eprobe or ProbeKind.Fprobe or ProbeKind.Tprobe)
                return NotSupported(definition.Kind, kernel);
            return new ProbeException(Errno.Name(errno), $"{kernel.Message}\n  {Cut(definition.ToString())}", kernel);
        }

        (string? reason, string? advice) = ProbeReasons.Find(complaint.Words);
        (string? place, string? becomes) = Place(plan, complaint.Column);
        string message = $"create probe {definition.Group}:{definition.Event}: {complaint.Words.TrimEnd('.')} ({Errno.Name(errno)})";
        if (place is not null) message += $":\n{place}";
        if (becomes is not null) message += $"\nwhich was written to the kernel as: {Cut(becomes)}";
        advice = reason switch
        {
            "UnknownFunction" or "NotProbeable" => ProbeAdvice.OnFunction(root, definition) ?? advice,
            "UnknownEvent" => ProbeAdvice.OnEvent(root, plan.Target),
            _ => advice
        };
        return new ProbeException(reason ?? Errno.Name(errno), advice is null ? message : $"{message}\n{advice}", kernel);
    }

    public static ProbeException NotSupported(ProbeKind kind, Exception? inner = null) => new("NotSupported", (kind switch
    {
        ProbeKind.Kprobe => KernelFeatures.Kprobes,
        ProbeKind.Kretprobe => KernelFeatures.Kretprobes,
        ProbeKind.Uprobe => KernelFeatures.Uprobes,
        ProbeKind.Uretprobe => KernelFeatures.Uretprobes,
        ProbeKind.Eprobe => KernelFeatures.Eprobes,
        ProbeKind.Fprobe => KernelFeatures.Fprobes,
        _ => KernelFeatures.Tprobes
    }).Unsupported() + ".", inner);

    /// <summary>The user's own text, with a caret where the kernel's is; and what the kernel got of it, where that differs.</summary>
    private static (string? Place, string? Becomes) Place(ProbePlan plan, int? column)
    {
        if (column is not int at) return (null, Cut(plan.Definition.ToString()));
        IReadOnlyList<string> words = plan.Definition.Words;
        int word = 0, within = at;
        while (word < words.Count - 1 && within > words[word].Length) within -= words[word++].Length + 1;
        if (word - 2 is int index && index >= 0 && index < plan.Arguments.Count)
        {
            ProbeArgument argument = plan.Arguments[index];
            string written = words[word];
            if (written == argument.Text) return (Marked(argument.Text, within), null);
            bool atType = written.LastIndexOf(':') is int colon and > 0 && within > colon && argument.Type is not null;
            return (Marked(argument.Text, atType ? argument.TypeAt : argument.ExpressionAt), written);
        }

        return word == 1 ? (Marked(plan.Target, plan.Target == words[1] ? within : 0), plan.Target == words[1] ? null : words[1])
            : (Marked(words[word], within), null);
    }

    private static string Marked(string text, int column) => column > 90 ? $"  {Cut(text)}" : $"  {Cut(text)}\n  {new string(' ', column)}^";

    private static string Cut(string text) => text.Length > 300 ? text[..300] + "..." : text;
}
