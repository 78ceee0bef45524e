using KernelTrace.Formats.Records;

namespace KernelTrace.Formats.Events;

/// <summary>Gives each field the property that shows it on the typed event.</summary>
/// <remarks>PowerShell finds members without regard to case, so a field <c>comm</c> would hide, or make ambiguous, the
/// base property <c>Comm</c>: the base keeps the name, the field becomes <c>field_comm</c>.</remarks>
internal static class PropertyNames
{
    private static readonly HashSet<string> _reserved = new(
        typeof(KTraceEvent).GetMembers().Select(member => member.Name)
            .Concat(["PSObject", "PSTypeNames", "PSBase", "PSAdapted", "PSExtended"]),
        StringComparer.OrdinalIgnoreCase);

    public static void Assign(IReadOnlyList<FieldFormat> fields)
    {
        var taken = new HashSet<string>(_reserved, StringComparer.OrdinalIgnoreCase);
        foreach (FieldFormat field in fields)
        {
            string name = field.Name;
            while (!taken.Add(name)) name = "field_" + name;
            field.PropertyName = name;
        }
    }

    /// <summary>A property beside a field's own, <c>NAME_name</c> or <c>NAME_symbol</c>, that shows its value as text;
    /// null where an own field has that name already.</summary>
    public static string? Beside(EventFormat format, int index, string suffix)
    {
        string name = format.Fields[index].Name + suffix;
        return _reserved.Contains(name) || format.Fields.Any(field => string.Equals(field.PropertyName, name, StringComparison.OrdinalIgnoreCase)) ? null : name;
    }
}
