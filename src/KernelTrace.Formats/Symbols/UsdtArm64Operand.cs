using System.Globalization;

namespace KernelTrace.Formats.Symbols;

/// <summary>Operands of arm64 in the assembler's words, as the kernel's probes fetch them.</summary>
/// <remarks>
/// <code>
/// 5   x0   w0   sp   [x1]   [sp, 12]   [sp, #-12]   [x0, x1]   d0
/// </code>
/// The kernel's names of registers: <c>regoffset_table</c>, <c>arch/arm64/kernel/ptrace.c</c>.
/// </remarks>
internal static class UsdtArm64Operand
{
    private const int LastRegister = 30;

    /// <summary>The kernel's words for an operand; null, and why, where it has none.</summary>
    public static string? ToFetch(string operand, out string? reason)
    {
        string text = operand.Replace(" ", "", StringComparison.Ordinal);
        reason = null;
        if (text.StartsWith('[') && text.EndsWith(']'))
        {
            string[] parts = text[1..^1].Split(',');
            if (Register(parts[0], memory: true) is not string from) return Refuse(out reason, $"uprobes know no register {parts[0]}");
            if (parts.Length == 1) return UsdtNumber.Memory(0, from);
            if (parts.Length == 2 && UsdtNumber.TryParse(parts[1].TrimStart('#'), out long by)) return UsdtNumber.Memory(by, from);
            return Refuse(out reason, $"uprobes cannot add two registers, as {operand} needs");
        }

        if (text is "xzr" or "wzr") return "\\0";
        if (Register(text, memory: false) is string register) return "%" + register;
        if (text.TrimStart('#') is { Length: > 0 } number && UsdtNumber.TryParse(number, out _)) return UsdtNumber.Immediate(number, out reason);
        return Refuse(out reason, text.Length > 1 && "bhsdqv".Contains(text[0], StringComparison.Ordinal) && char.IsAsciiDigit(text[1])
            ? $"uprobes fetch no floating-point registers, as {operand} is" : $"the operand {operand} is not understood");
    }

    private static string? Register(string name, bool memory)
    {
        if (name is "sp" or "wsp") return "sp";
        if (name is "lr" or "fp") return name == "lr" ? "x30" : "x29";
        return name.Length is 2 or 3 && (name[0] == 'x' || (name[0] == 'w' && !memory))
            && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= LastRegister
            && (name.Length == 2 || name[1] != '0') ? string.Create(CultureInfo.InvariantCulture, $"x{number}") : null;
    }

    private static string? Refuse(out string? reason, string why)
    {
        reason = why;
        return null;
    }
}
