using System.Text;

namespace KernelTrace.Formats.Btf;

/// <summary>Finds members by name, through anonymous structs and unions.</summary>
internal static class BtfMemberSearch
{
    /// <summary>Members to look at: hostile types may hold each other twice, and so 2^depth.</summary>
    private const int MostMembers = 1 << 20;

    private const int DeepestNesting = 64;

    public static bool TryFind(BtfType type, string path, out BtfMember found)
    {
        found = default;
        long offset = 0;
        int budget = MostMembers;
        ReadOnlySpan<char> rest = path;
        while (true)
        {
            int dot = rest.IndexOf('.');
            ReadOnlySpan<char> name = dot < 0 ? rest : rest[..dot];
            if (name.IsEmpty || !TryFind(type, Encoding.UTF8.GetBytes(name.ToString()), 0, ref budget, out found)) return false;
            offset += found.BitOffset;
            found = found with { BitOffset = offset };
            if (dot < 0) return true;
            type = found.Type;
            rest = rest[(dot + 1)..];
        }
    }

    private static bool TryFind(BtfType type, ReadOnlySpan<byte> name, int depth, ref int budget, out BtfMember found)
    {
        found = default;
        type = type.Underlying;
        for (int i = 0; i < type.MemberCount; i++)
        {
            if (--budget < 0 || depth > DeepestNesting)
                throw type.Owner!.Error(type.Id, "the struct holds too many others, or itself");
            ReadOnlySpan<byte> own = type.MemberName(i);
            if (own.IsEmpty)
            {
                (BtfType inner, long offset) = type.MemberPlace(i);
                if (!TryFind(inner, name, depth + 1, ref budget, out found)) continue;
                found = found with { BitOffset = found.BitOffset + offset };
                return true;
            }

            if (!own.SequenceEqual(name)) continue;
            found = type.Member(i);
            return true;
        }

        return false;
    }
}
