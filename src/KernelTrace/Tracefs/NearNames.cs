namespace KernelTrace.Tracefs;

/// <summary>Names like a mistyped one.</summary>
public static class NearNames
{
    /// <summary>The names nearest to a text, nearest first; none where none is near.</summary>
    /// <param name="text">What was asked for.</param>
    /// <param name="names">What there is.</param>
    /// <param name="most">How many at the most.</param>
    public static IReadOnlyList<string> Find(string text, IEnumerable<string> names, int most = 3)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(names);
        string wanted = text.Replace('/', ':').Trim('*');
        if (wanted.Length == 0) return [];
        bool bare = !wanted.Contains(':', StringComparison.Ordinal);
        int allowed = Math.Max(1, wanted.Length / 4);
        return [.. names
            .Select(name => (Name: name, Distance: Score(wanted, bare ? name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..] : name)))
            .Where(pair => pair.Distance <= allowed)
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Name.Length).ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Take(most).Select(pair => pair.Name)];
    }

    /// <summary>Edit distance; a text that stands within the name counts as near.</summary>
    private static int Score(string wanted, string name)
    {
        int distance = Distance(wanted, name);
        return wanted.Length >= 3 && name.Contains(wanted, StringComparison.OrdinalIgnoreCase) ? Math.Min(distance, 1) : distance;
    }

    /// <summary>Levenshtein's distance, by one row of its table.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> row = b.Length < 256 ? stackalloc int[b.Length + 1] : new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
