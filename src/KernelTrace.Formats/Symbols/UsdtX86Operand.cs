using System.Globalization;

namespace KernelTrace.Formats.Symbols;

/// <summary>Operands of x86 in the assembler's words, as the kernel's probes fetch them.</summary>
/// <remarks>
/// <code>
/// $-5   %eax   (%rax)   -16(%rbp)   counter(%rip)   8+counter(%rip)   counter   (%rax,%rbx,8)   %fs:-8   %xmm0
/// </code>
/// The kernel's names of registers: <c>regoffset_table</c>, <c>arch/x86/kernel/ptrace.c</c>. A symbol is fetched by its
/// distance from the mark, which is where the instruction pointer is when the probe is hit.
/// </remarks>
internal static class UsdtX86Operand
{
    private static readonly Dictionary<string, string> _registers = Registers();

    /// <summary>The kernel's words for an operand; null, and why, where it has none.</summary>
    public static string? ToFetch(string operand, Func<string, long?> distance, out string? reason)
    {
        reason = null;
        string text = operand.Replace(" ", "", StringComparison.Ordinal);
        if (text.StartsWith('$')) return UsdtNumber.Immediate(text[1..], out reason);
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (text.StartsWith('%'))
        {
            if (text.Contains(':', StringComparison.Ordinal))
                return Refuse(out reason, $"uprobes cannot reach memory of the segment {text[..text.IndexOf(':', StringComparison.Ordinal)]}");
            return _registers.TryGetValue(text[1..], out string? register) ? "%" + register : RefuseRegister(text, out reason);
        }

        if (open < 0)
        {
            return UsdtNumber.TryParse(text, out long address)
                ? string.Create(CultureInfo.InvariantCulture, $"@0x{address:x}") : OfSymbol(text, distance, out reason);
        }

        if (!text.EndsWith(')')) return Refuse(out reason, $"the operand {operand} is not understood");
        string[] parts = text[(open + 1)..^1].Split(',');
        if (parts.Length > 1) return Refuse(out reason, $"uprobes cannot add two registers, as {operand} needs");
        string offset = text[..open];
        if (parts[0] is "%rip" or "%eip")
            return UsdtNumber.TryParse(offset, out _) ? Refuse(out reason, $"{operand} names no symbol") : OfSymbol(offset, distance, out reason);
        if (!parts[0].StartsWith('%') || !_registers.TryGetValue(parts[0][1..], out string? from)) return RefuseRegister(parts[0], out reason);
        long by = 0;
        if (offset.Length > 0 && !UsdtNumber.TryParse(offset, out by))
            return Refuse(out reason, $"uprobes cannot add the address of a symbol to a register, as {operand} needs");
        return UsdtNumber.Memory(by, from);
    }

    /// <summary>Memory at <c>8+counter</c>, <c>counter-4</c>, <c>counter</c>.</summary>
    private static string? OfSymbol(string text, Func<string, long?> distance, out string? reason)
    {
        reason = null;
        if (distance(text) is long whole) return UsdtNumber.Memory(whole, "ip"); // a name may hold a sign
        int sign = text.LastIndexOfAny(['+', '-']);
        if (sign > 0)
        {
            (string left, string right) = (text[..sign], text[sign..]);
            if (UsdtNumber.TryParse(right, out long behind) && distance(left) is long from) return UsdtNumber.Memory(unchecked(from + behind), "ip");
            if (UsdtNumber.TryParse(left, out long before) && right[0] == '+' && distance(right[1..]) is long to)
                return UsdtNumber.Memory(unchecked(to + before), "ip");
        }

        return Refuse(out reason, $"the file's symbol tables do not have {text}");
    }

    private static string? RefuseRegister(string register, out string? reason) => Refuse(out reason, register switch
    {
        "%ah" or "%bh" or "%ch" or "%dh" => $"uprobes fetch no upper half of a register, as {register} is",
        _ when register.StartsWith("%xmm", StringComparison.Ordinal) || register.StartsWith("%ymm", StringComparison.Ordinal)
            || register.StartsWith("%st", StringComparison.Ordinal) => $"uprobes fetch no floating-point registers, as {register} is",
        _ => $"uprobes know no register {register}"
    });

    private static string? Refuse(out string? reason, string why)
    {
        reason = why;
        return null;
    }

    private static Dictionary<string, string> Registers()
    {
        var names = new Dictionary<string, string>();
        foreach (string letter in new[] { "a", "b", "c", "d" })
        {
            foreach (string name in new[] { $"r{letter}x", $"e{letter}x", $"{letter}x", $"{letter}l" }) names[name] = letter + "x";
        }

        foreach (string register in new[] { "si", "di", "bp", "sp" })
        {
            foreach (string name in new[] { "r" + register, "e" + register, register, register + "l" }) names[name] = register;
        }

        for (int i = 8; i <= 15; i++)
        {
            string register = string.Create(CultureInfo.InvariantCulture, $"r{i}");
            foreach (string suffix in new[] { "", "d", "w", "b", "l" }) names[register + suffix] = register;
        }

        names["rip"] = names["eip"] = "ip";
        return names;
    }
}
