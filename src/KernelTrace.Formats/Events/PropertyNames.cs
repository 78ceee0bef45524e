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

    /// <summary>The property <c>NAME_name</c> that shows a named value as text alone; null where an own field has that
    /// name already.</summary>
    public static string? OfName(EventFormat format, int index)
    {
        string name = format.Fields[index].Name + "_name";
        return _reserved.Contains(name) || format.Fields.Any(field => string.Equals(field.PropertyName, name, StringComparison.OrdinalIgnoreCase)) ? null : name;
    }
}
