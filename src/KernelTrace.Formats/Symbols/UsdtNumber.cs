using System.Globalization;

namespace KernelTrace.Formats.Symbols;

/// <summary>Numbers in operands, and what the kernel's probes make of them.</summary>
internal static class UsdtNumber
{
    /// <summary>A decimal or, behind <c>0x</c>, hexadecimal number with or without a sign.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        bool negative = text.StartsWith("-");
        if (negative || text.StartsWith("+")) text = text[1..];
        ulong number;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            if (!ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)) return false;
        }
        else if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        value = unchecked(negative ? -(long)number : (long)number);
        return true;
    }

    /// <summary>A value that is always the same: <c>\5</c>.</summary>
    public static string? Immediate(string text, out string? reason)
    {
        reason = TryParse(text, out long value) ? null : $"uprobes cannot fetch the address of the symbol {text}";
        return reason is null ? string.Create(CultureInfo.InvariantCulture, $"\\{value}") : null;
    }

    /// <summary>Memory at a distance from what a register holds: <c>-16(%bp)</c>.</summary>
    public static string Memory(long offset, string register) => offset < 0
        ? string.Create(CultureInfo.InvariantCulture, $"{offset}(%{register})") : string.Create(CultureInfo.InvariantCulture, $"+{offset}(%{register})");
}
