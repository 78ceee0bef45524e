using KernelTrace.Formats.Events;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>From names of types, and from fields, to C types.</summary>
internal static class FieldTypeOf
{
    /// <summary>The type of a field as an expression sees it.</summary>
    public static CType Field(FieldFormat field, KernelFacts facts)
    {
        string type = field.Type;
        if (type.StartsWith("__data_loc ", StringComparison.Ordinal)) type = type["__data_loc ".Length..];
        else if (type.StartsWith("__rel_loc ", StringComparison.Ordinal)) type = type["__rel_loc ".Length..];
        int bracket = type.IndexOf('[', StringComparison.Ordinal);
        bool array = bracket >= 0 || field.Location != FieldLocation.Fixed;
        string element = (bracket < 0 ? type : type[..bracket]).Trim();
        if (array) return new CType(CKind.Array, field.Size, false, "", Named(element, facts));
        if (element.EndsWith('*')) return CType.PointerTo(Named(element[..^1].Trim(), facts));
        bool aggregate = element.StartsWith("struct ", StringComparison.Ordinal) || element.StartsWith("union ", StringComparison.Ordinal);
        return !aggregate && field.Size is 1 or 2 or 4 or 8
            ? CType.Integer(field.Size, field.Signed)
            : new CType(CKind.Aggregate, field.Size, false, element);
    }

    /// <summary>The type of a name; one of unknown size where nothing is known of it; null for void.</summary>
    public static CType? Named(string name, KernelFacts facts)
    {
        name = Unqualified(name);
        if (name.EndsWith('*')) return CType.PointerTo(Named(name[..^1].Trim(), facts));
        if (name is "void" or "") return null;
        if (CType.OfWords(name) is CType known) return known;
        bool aggregate = name.StartsWith("struct ", StringComparison.Ordinal) || name.StartsWith("union ", StringComparison.Ordinal);
        if (name == "cpumask_t") return CType.ULong;
        int size = facts.TryFindSize(name, out int bytes) ? bytes : 0;
        return !aggregate && size is 1 or 2 or 4 or 8 ? new CType(CKind.Integer, size, false, name) : new CType(CKind.Aggregate, size, false, name);
    }

    private static string Unqualified(string name) => string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word is not ("const" or "volatile" or "__user" or "__force" or "__rcu" or "__percpu")));
}
