using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using KernelTrace.Formats.Symbols;
using KernelTrace.Tracefs;

namespace KernelTrace.Functions;

/// <summary>Functions whose names are like a mistyped one. To compare a name letter by letter with a hundred thousand takes
/// half a second; most are ruled out by their length and by which letters they have.</summary>
internal static class NearFunctions
{
    public static IReadOnlyList<string> Find(FunctionSnapshot kernel, string text)
    {
        FunctionSymbols functions = kernel.Functions;
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        if (wanted.Length is 0 or > 512) return [];
        var near = new HashSet<string>(StringComparer.Ordinal);
        foreach (int function in Candidates(functions, wanted))
        {
            if (kernel.Traceable?[function] == false || functions.IsInit(function) || functions.IsPadding(function)) continue;
            near.Add(functions[function].Name);
        }

        return NearNames.Find(text, near);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static List<int> Candidates(FunctionSymbols functions, byte[] wanted)
    {
        var found = new List<int>();
        int allowed = Math.Max(1, wanted.Length / 4); // as many mistakes as NearNames takes
        ulong letters = Letters(wanted);
        for (int i = 0; i < functions.Count; i++)
        {
            ReadOnlySpan<byte> name = functions.NameOf(i);
            int longer = name.Length - wanted.Length;
            if (longer < -allowed) continue;
            ulong others = Letters(name);
            // a mistake takes away one letter, adds one, or both
            bool near = longer <= allowed && BitOperations.PopCount(letters ^ others) <= 2 * allowed;
            bool within = longer > 0 && wanted.Length >= 3 && (letters & ~others) == 0 && name.IndexOf(wanted) >= 0;
            if (near || within) found.Add(i);
        }

        return found;
    }

    /// <summary>A bit for each letter and digit of a name, and one for all else.</summary>
    private static ulong Letters(ReadOnlySpan<byte> name)
    {
        ulong bits = 0;
        foreach (byte value in name)
        {
            int letter = (value | 0x20) - 'a', digit = value - '0';
            bits |= 1ul << ((uint)letter < 26 ? letter : (uint)digit < 10 ? 26 + digit : value == '_' ? 36 : 37);
        }

        return bits;
    }
}
