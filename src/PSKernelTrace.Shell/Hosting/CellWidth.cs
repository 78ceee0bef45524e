namespace PSKernelTrace.Shell.Hosting;

/// <summary>How many terminal cells a character takes: 0 for a combining one, 2 for the wide scripts of East Asia.</summary>
internal static class CellWidth
{
    public static int Of(char c)
        => c < 0x300 ? 1
        : char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.EnclosingMark ? 0
        : IsWide(c) ? 2
        : 1;

    public static int Of(ReadOnlySpan<char> text)
    {
        int cells = 0;
        foreach (char c in text)
            cells += Of(c);
        return cells;
    }

    // The East Asian Wide and Fullwidth blocks. A surrogate counts one, so that a pair (mostly emoji) counts two.
    private static bool IsWide(char c)
        => c is (>= '\u1100' and <= '\u115f')
            or (>= '\u2e80' and <= '\u303e')
            or (>= '\u3041' and <= '\ua4cf')
            or (>= '\uac00' and <= '\ud7a3')
            or (>= '\uf900' and <= '\ufaff')
            or (>= '\ufe30' and <= '\ufe6f')
            or (>= '\uff00' and <= '\uff60')
            or (>= '\uffe0' and <= '\uffe6');
}
