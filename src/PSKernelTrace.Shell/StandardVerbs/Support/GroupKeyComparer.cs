namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Equality of group keys: strings with or without their case, everything else as itself.</summary>
internal sealed class GroupKeyComparer(bool caseSensitive) : IEqualityComparer<GroupKey>
{
    private readonly StringComparer _strings = caseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    public bool Equals(GroupKey x, GroupKey y)
    {
        for (int i = 0; i < x.Values.Length; i++)
        {
            if (!AreEqual(x.Values[i], y.Values[i]))
                return false;
        }

        return true;
    }

    public int GetHashCode(GroupKey obj)
    {
        int hash = 0;
        foreach (object? value in obj.Values)
            hash = (hash * 397) ^ (value is string s ? _strings.GetHashCode(s) : value?.GetHashCode() ?? 0);
        return hash;
    }

    private bool AreEqual(object? x, object? y)
        => x is string left && y is string right ? _strings.Equals(left, right) : Equals(x, y);
}
