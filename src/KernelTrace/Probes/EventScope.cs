using KernelTrace.Formats.Btf;
using KernelTrace.Formats.Events;
using KernelTrace.Formats.Probes;
using KernelTrace.Tracefs;

namespace KernelTrace.Probes;

/// <summary>The names at another event: its fields, also as <c>$field</c>.</summary>
internal sealed class EventScope : ProbeScope
{
    private readonly EventFormat _format;
    private readonly bool _isUser;

    public EventScope(EventName name, EventFormat format, BtfTypes? types)
    {
        (Subject, _format, Types) = (name.ToString(), format, types);
        // the pointers of system calls are the process's
        _isUser = name.System == "syscalls";
    }

    public override string Subject { get; }

    public override IReadOnlyList<string> Names => [.. _format.Fields.Select(one => one.Name)];

    public override bool TryFind(string name, out ProbePlace place, out string? whyNot)
    {
        (place, whyNot) = (default, null);
        string bare = name.TrimStart('$');
        if (_format.Fields.FirstOrDefault(field => field.Name == bare) is not FieldFormat field) return false;
        BtfType type = default;
        bool isText = field.Kind == FieldKind.Text;
        if (!isText) Types?.TryFindType(field.Type, out type);
        // BTF is asked for the type without its qualifiers
        place = new ProbePlace("$" + bare, false, 0, type, _isUser, isText,
            IsTextPointer: field.Type.StartsWith("const char *", StringComparison.Ordinal) && !FetchTypes.IsBytes(bare));
        return true;
    }
}
