namespace KernelTrace.Formats.Symbols;

/// <summary>The name of a function taken apart: compilers call what they make of a function by its name, a dot and what was
/// done. <c>rb_commit.isra.0.cold</c>: the rarely run part of an rb_commit whose arguments were changed.</summary>
/// <param name="Base">The name in the source.</param>
/// <param name="Variant">What was done, without the numbers: <c>isra.cold</c>; null for the function itself.</param>
public readonly record struct FunctionName(string Base, string? Variant)
{
    /// <summary>Takes a name apart. A dot with anything else behind it belongs to the name.</summary>
    public static FunctionName Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0) return new FunctionName(name, null);
        string[] words = name[(dot + 1)..].Split('.');
        string[] kinds = [.. words.Where(word => word.Length == 0 || !word.All(char.IsAsciiDigit))];
        return kinds.Length > 0 && kinds[0] == words[0] && kinds.All(IsKind)
            ? new FunctionName(name[..dot], string.Join('.', kinds)) : new FunctionName(name, null);
    }

    /// <summary>The bytes of a name before its first dot, which is all that the kernel itself looks at.</summary>
    internal static ReadOnlySpan<byte> Stem(ReadOnlySpan<byte> name)
    {
        int dot = name.IndexOf((byte)'.');
        return dot <= 0 ? name : name[..dot];
    }

    /// <summary>isra: arguments were taken away or are passed by value; constprop: some are constants; part: a piece of the
    /// whole, of which the rest is inlined; cold: the rarely run piece; llvm: a local function that became global.</summary>
    private static bool IsKind(string word) => word is "isra" or "constprop" or "part" or "cold" or "llvm" or "lto_priv" or "localalias";
}
