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
        if (array) return new CType(CKind.Array, field.Size, false, "", Element(element, bracket < 0 ? "" : type[bracket..], field, facts));
        if (element.EndsWith('*')) return CType.PointerTo(Named(element[..^1].Trim(), facts));
        return !IsAggregate(element) && field.Size is 1 or 2 or 4 or 8
            ? CType.Integer(field.Size, field.Signed)
            : new CType(CKind.Aggregate, field.Size, false, element);
    }

    /// <summary>What an array holds; of a type that nothing is known of at least the width is.</summary>
    private static CType? Element(string name, string suffix, FieldFormat field, KernelFacts facts)
    {
        CType? element = Named(name, facts);
        return element is { Kind: CKind.Aggregate, Size: 0 } && !IsAggregate(name) && int.TryParse(suffix.AsSpan().Trim("[]"), out int count)
            && count > 0 && field.Size / count is 1 or 2 or 4 or 8 && field.Size % count == 0
            ? CType.Integer(field.Size / count, field.Signed) : element;
    }

    /// <summary>The type of a name; one of unknown size where nothing is known of it; null for void.</summary>
    public static CType? Named(string name, KernelFacts facts)
    {
        name = Unqualified(name);
        if (name.Length > 512) return new CType(CKind.Aggregate, 0, false, name);
        if (name.EndsWith('*')) return CType.PointerTo(Named(name[..^1].Trim(), facts));
        if (name is "void" or "") return null;
        if (CType.OfWords(name) is CType known) return known;
        if (name.EndsWith(']') && name.IndexOf('[', StringComparison.Ordinal) is int open and > 0)
        {
            // of "u8[2][3]" the first number counts arrays of the rest
            int close = name.IndexOf(']', open);
            return Named(string.Concat(name.AsSpan(0, open), name.AsSpan(close + 1)), facts) is CType element
                && int.TryParse(name.AsSpan(open + 1, close - open - 1), out int count) && count is >= 0 and < 1 << 20 && element.Size < 1 << 10
                ? CType.ArrayOf(element, count) : new CType(CKind.Aggregate, 0, false, name);
        }

        if (name == "cpumask_t") return CType.ULong;
        int size = facts.TryFindSize(name, out int bytes) ? bytes : 0;
        return !IsAggregate(name) && size is 1 or 2 or 4 or 8 ? new CType(CKind.Integer, size, false, name) : new CType(CKind.Aggregate, size, false, name);
    }

    private static bool IsAggregate(string name) =>
        name.StartsWith("struct ", StringComparison.Ordinal) || name.StartsWith("union ", StringComparison.Ordinal);

    private static string Unqualified(string name) => string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word is not ("const" or "volatile" or "__user" or "__force" or "__rcu" or "__percpu")));
}
