using System.Globalization;
using System.Text;

namespace KernelTrace.Tracefs;

/// <summary>CPU masks as tracefs takes them: hex, in groups of 32 bits with commas between.</summary>
internal static class CpuList
{
    public static string ToMask(IEnumerable<int> cpus)
    {
        int[] all = [.. cpus];
        var words = new uint[all.DefaultIfEmpty(0).Max() / 32 + 1];
        foreach (int cpu in all) words[cpu / 32] |= 1u << (cpu % 32);
        return string.Join(',', Enumerable.Reverse(words).Select(word => word.ToString("x8", CultureInfo.InvariantCulture)));
    }

    public static IReadOnlyList<int> FromMask(string mask)
    {
        var cpus = new List<int>();
        string[] words = mask.Trim().Split(',');
        for (int index = 0; index < words.Length; index++)
        {
            if (!uint.TryParse(words[^(index + 1)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint word))
                continue;
            for (int bit = 0; bit < 32; bit++)
            {
                if ((word >> bit & 1) != 0) cpus.Add(index * 32 + bit);
            }
        }

        return cpus;
    }

    /// <summary><c>0-3,8</c>.</summary>
    public static string ToText(IReadOnlyList<int> cpus)
    {
        var text = new StringBuilder();
        for (int i = 0; i < cpus.Count; i++)
        {
            int first = i;
            while (i + 1 < cpus.Count && cpus[i + 1] == cpus[i] + 1) i++;
            text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{cpus[first]}");
            if (i > first) text.Append(CultureInfo.InvariantCulture, $"-{cpus[i]}");
        }

        return text.ToString();
    }
}
