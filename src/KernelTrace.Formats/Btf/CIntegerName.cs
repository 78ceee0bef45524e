namespace KernelTrace.Formats.Btf;

/// <summary>The spellings of C's own types: GCC tells <c>long unsigned int</c>, Clang <c>unsigned long</c>, and people
/// write <c>unsigned long int</c>.</summary>
internal static class CIntegerName
{
    private static readonly string[] _widths = ["char", "short", "", "long", "long long", "__int128"];

    /// <summary>The name as the kernel's sources write it; the same where it is none of C's own.</summary>
    public static string Shortest(string name)
    {
        if (!TryRead(name, out int width, out bool unsigned, out bool signed)) return name;
        return (unsigned ? "unsigned " : signed && width == 0 ? "signed " : "") + (width == 2 ? "int" : _widths[width]);
    }

    /// <summary>All spellings of a name that compilers put into BTF; itself alone where it is none of C's own.</summary>
    public static IEnumerable<string> Spellings(string name)
    {
        if (!TryRead(name, out int width, out bool unsigned, out bool signed)) return [name];
        string wide = _widths[width];
        return width switch
        {
            0 => [unsigned ? "unsigned char" : signed ? "signed char" : "char"],
            2 => unsigned ? ["unsigned int", "unsigned"] : ["int"],
            5 => unsigned ? ["__int128 unsigned", "unsigned __int128"] : ["__int128"],
            _ => unsigned ? [$"{wide} unsigned int", $"unsigned {wide}"] : [$"{wide} int", wide]
        };
    }

    private static bool TryRead(string name, out int width, out bool unsigned, out bool signed)
    {
        (width, unsigned, signed) = (2, false, false);
        int longs = 0, widths = 0;
        bool any = false;
        foreach (string word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            any = true;
            switch (word)
            {
                case "unsigned":
                    unsigned = true;
                    break;
                case "signed":
                    signed = true;
                    break;
                case "long":
                    longs++;
                    break;
                case "int":
                    break;
                case "char" or "short" or "__int128":
                    width = Array.IndexOf(_widths, word);
                    widths++;
                    break;
                default:
                    return false; // double, _Bool, a typedef
            }
        }

        if (longs > 0) width = longs == 1 ? 3 : 4;
        return any && longs <= 2 && widths + Math.Min(longs, 1) <= 1 && !(unsigned && signed);
    }
}
