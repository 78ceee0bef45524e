using System.Globalization;
using System.Text;

namespace KernelTrace.Formats.Btf;

/// <summary>Types by their names in C.</summary>
internal static class BtfSearch
{
    private const uint Ordinary = 1u << (int)BtfKind.Typedef | 1u << (int)BtfKind.Int | 1u << (int)BtfKind.Float;
    private const uint Structs = 1u << (int)BtfKind.Struct, Unions = 1u << (int)BtfKind.Union;
    private const uint Enums = 1u << (int)BtfKind.Enum | 1u << (int)BtfKind.Enum64;

    public static bool TryFindType(BtfTypes types, string name, out BtfType type)
    {
        ArgumentNullException.ThrowIfNull(name);
        type = default;
        if (CTypeName.Parse(name) is not CTypeName parsed || !TryFindBase(types, parsed, out type)) return false;
        foreach (long derivation in parsed.Derivations)
        {
            if (!TryFindDerived(types, type, derivation, out type)) return false;
        }

        return true;
    }

    public static bool TryFindSize(BtfTypes types, string name, out long size)
    {
        ArgumentNullException.ThrowIfNull(name);
        size = 0;
        if (CTypeName.Parse(name) is not CTypeName parsed) return false;
        long factor = 1;
        for (int i = parsed.Derivations.Count - 1; i >= 0; i--)
        {
            switch (parsed.Derivations[i])
            {
                case CTypeName.Pointer:
                    return TryMultiply(factor, types.PointerSize, out size);
                case CTypeName.Function:
                    return false;
                default:
                    if (!TryMultiply(factor, parsed.Derivations[i], out factor)) return false;
                    break;
            }
        }

        return TryFindBase(types, parsed, out BtfType type) && type.Size is long one && TryMultiply(factor, one, out size);
    }

    private static bool TryFindBase(BtfTypes types, CTypeName name, out BtfType type)
    {
        type = default;
        if (name.Base == "void" && name.Keyword.Length == 0) return true;
        if (name.Base[0] == '#') return TryFindNumber(types, name, out type);
        switch (name.Keyword)
        {
            case "struct":
                return TryFind(types, Structs, name.Base, out type) || TryFindForward(types, name.Base, out type);
            case "union":
                return TryFind(types, Unions, name.Base, out type) || TryFindForward(types, name.Base, out type);
            case "enum":
                return TryFind(types, Enums, name.Base, out type);
            default:
                foreach (string spelling in CIntegerName.Spellings(name.Base))
                {
                    if (TryFind(types, Ordinary, spelling, out type)) return true;
                }

                // nobody means anything else by a bare task_struct
                return TryFind(types, Structs | Unions | Enums, name.Base, out type);
        }
    }

    private static bool TryFindForward(BtfTypes types, string name, out BtfType type) =>
        TryFind(types, 1u << (int)BtfKind.Forward, name, out type);

    private static bool TryFind(BtfTypes types, uint kinds, string name, out BtfType type) =>
        types.TryFindNamed(kinds, Encoding.UTF8.GetBytes(name), out type);

    /// <summary><c>#1234</c> of the kernel's own types, <c>#140123@ext4</c> of a module's: what a type without a name is
    /// called.</summary>
    private static bool TryFindNumber(BtfTypes types, CTypeName name, out BtfType type)
    {
        type = default;
        int at = name.Base.IndexOf('@', StringComparison.Ordinal);
        string owner = at < 0 ? "" : name.Base[(at + 1)..];
        if (!int.TryParse(at < 0 ? name.Base.AsSpan(1) : name.Base.AsSpan(1, at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            || id >= types.Count)
        {
            return false;
        }

        type = types.Type(id);
        return id != 0 && (type.Owner!.Base is null ? at < 0 : type.Owner.Name == owner)
            && type.Kind switch
            {
                BtfKind.Struct => name.Keyword == "struct",
                BtfKind.Union => name.Keyword == "union",
                BtfKind.Enum or BtfKind.Enum64 => name.Keyword == "enum",
                _ => false
            };
    }

    /// <summary>The pointer to a type, or the array of it, that the kernel has; if need be, that of the qualified
    /// type.</summary>
    private static bool TryFindDerived(BtfTypes types, BtfType from, long derivation, out BtfType type)
    {
        type = default;
        if (derivation == CTypeName.Function) return false;
        uint wanted = (uint)(derivation == CTypeName.Pointer ? BtfKind.Pointer : BtfKind.Array);
        for (BtfTypes? blob = types; blob is not null; blob = blob.Base)
        {
            ReadOnlySpan<uint> words = blob.Words;
            for (int id = blob.FirstId; id < blob.Count; id++)
            {
                int at = blob.StartOf(id);
                if ((words[at + 1] >> 24 & 0x7f) != wanted) continue;
                if (derivation >= 0 && words[at + 5] != derivation) continue;
                BtfType found = blob.Type(id);
                if (found.Target == from)
                {
                    type = found;
                    return true;
                }

                if (type.Id == 0 && found.Target.Unqualified == from) type = found;
            }
        }

        return type.Id != 0;
    }

    private static bool TryMultiply(long one, long other, out long product) =>
        Math.BigMul(one, other, out product) == 0 && product >= 0;
}
