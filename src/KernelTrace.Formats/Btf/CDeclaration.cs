using System.Text;

namespace KernelTrace.Formats.Btf;

/// <summary>Writes types as C. A declaration is made from the name outwards: a pointer puts <c>*</c> before what there is,
/// an array <c>[n]</c> and a function its parameters behind it, until a type is reached that has a name.</summary>
internal sealed class CDeclaration
{
    /// <summary>Hostile types could hold each other for ever, or make text without end.</summary>
    private const int DeepestNesting = 40, LongestChain = 256, MostSteps = 1 << 20, LongestText = 1 << 22;

    private int _steps, _depth, _length;

    public string Of(BtfType type, string name) => Of(type, name, -1);

    /// <summary>The text of a type with its members.</summary>
    public string Definition(BtfType type)
    {
        switch (type.Kind)
        {
            case BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64:
                var text = new StringBuilder();
                Body(text, type, 0, anonymous: false);
                return text.Append(';').ToString();
            case BtfKind.Forward:
                return $"{Named(type)};";
            case BtfKind.Typedef:
                return $"typedef {Of(type.Target, type.Name, 0)};";
            case BtfKind.Function or BtfKind.Variable:
                return $"{Of(type, "")};";
            case BtfKind.DataSection:
                return string.Join('\n', type.Variables.Select(variable => $"{Of(variable.Type, "")}; /* {variable.Offset} */"));
            default:
                return Of(type, "");
        }
    }

    /// <summary>The declaration of a name.</summary>
    /// <param name="type">The type.</param>
    /// <param name="inner">The name, and what was put around it so far.</param>
    /// <param name="indent">Indentation of a struct without name, whose members are to be written; -1 for its number.</param>
    private string Of(BtfType type, string inner, int indent)
    {
        if (++_depth > DeepestNesting) throw type.Owner!.Error(type.Id, "the type refers to itself");
        string prefix = "", suffix = "";
        for (int chain = 0; ; chain++)
        {
            if (++_steps > MostSteps || chain > LongestChain || inner.Length > LongestText)
                throw type.Owner?.Error(type.Id, "the type refers to itself") ?? new BtfException("a type's text is too long");
            switch (type.Kind)
            {
                case BtfKind.TypeTag:
                    suffix = $" __{type.Name}{suffix}";
                    break;
                case BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict:
                    string word = type.Kind == BtfKind.Const ? "const " : type.Kind == BtfKind.Volatile ? "volatile " : "restrict ";
                    // a pointer is qualified behind its star, all else in front
                    if (type.Unqualified.Kind == BtfKind.Pointer) inner = inner.Length == 0 ? word.TrimEnd() : word + inner;
                    else prefix += word;
                    break;
                case BtfKind.Pointer:
                    BtfKind pointed = type.Target.Unqualified.Kind;
                    inner = pointed is BtfKind.Array or BtfKind.Prototype ? $"(*{inner})" : "*" + inner;
                    break;
                case BtfKind.Array:
                    inner += type.Length == 0 ? "[]" : $"[{type.Length}]";
                    break;
                case BtfKind.Prototype:
                    inner += $"({Parameters(type)})";
                    break;
                case BtfKind.Function or BtfKind.Variable:
                    inner = type.Name;
                    break;
                case BtfKind.DeclarationTag:
                    break;
                default:
                    _depth--;
                    _length += inner.Length;
                    if (_length > LongestText) throw new BtfException("a type's text is too long");
                    string name = prefix + (indent >= 0 && IsAnonymous(type) ? Anonymous(type, indent) : Named(type)) + suffix;
                    return inner.Length == 0 ? name : inner[0] == '[' ? name + inner : $"{name} {inner}";
            }

            type = type.Target;
        }
    }

    private string Parameters(BtfType prototype)
    {
        IReadOnlyList<BtfParameter> parameters = prototype.Parameters;
        return parameters.Count == 0 ? "void"
            : string.Join(", ", parameters.Select(one => one.IsVariadic ? "..." : Of(one.Type, one.Name)));
    }

    private static bool IsAnonymous(BtfType type) => type.NameBytes.IsEmpty
        && type.Kind is BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64;

    private string Anonymous(BtfType type, int indent)
    {
        var text = new StringBuilder();
        Body(text, type, indent, anonymous: true);
        return text.ToString();
    }

    private void Body(StringBuilder text, BtfType type, int indent, bool anonymous)
    {
        if (++_depth > DeepestNesting) throw type.Owner!.Error(type.Id, "the type refers to itself");
        text.Append(anonymous ? Keyword(type) : Named(type)).Append(" {\n");
        foreach (BtfEnumerator value in type.Enumerators)
            text.Append('\t', indent + 1).Append(value).Append(",\n");
        foreach (BtfMember member in type.Members)
        {
            text.Append('\t', indent + 1).Append(Of(member.Type, member.Name, indent + 1));
            if (member.IsBitfield) text.Append(" : ").Append(member.BitSize);
            text.Append(";\n");
            if (text.Length > LongestText) throw type.Owner!.Error(type.Id, "the type's text is too long");
        }

        text.Append('\t', indent).Append('}');
        _depth--;
    }

    private static string Named(BtfType type)
    {
        string keyword = Keyword(type);
        string name = type.Name;
        if (keyword.Length == 0) return type.Kind == BtfKind.Int ? CIntegerName.Shortest(name) : name;
        if (name.Length > 0) return $"{keyword} {name}";
        return type.Owner!.Base is null ? $"{keyword} #{type.Id}" : $"{keyword} #{type.Id}@{type.Owner.Name}";
    }

    private static string Keyword(BtfType type) => type.Kind switch
    {
        BtfKind.Struct => "struct",
        BtfKind.Union => "union",
        BtfKind.Enum or BtfKind.Enum64 => "enum",
        BtfKind.Forward => type.IsForwardUnion ? "union" : "struct",
        _ => ""
    };
}
