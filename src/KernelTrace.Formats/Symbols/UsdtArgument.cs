using System.Globalization;

namespace KernelTrace.Formats.Symbols;

/// <summary>An argument of a mark: where the compiler put it, and how a uprobe fetches it from there.</summary>
/// <remarks>
/// <code>
/// -4@%edi          size in bytes, negative where signed, f behind it for a floating-point number; @; operand
/// 8@-16(%rbp)      x86: register, memory (base, index and scale), immediate $5, symbol table(%rip)
/// -4@[sp, 12]      arm64: register, memory, immediate
/// </code>
/// </remarks>
public sealed class UsdtArgument
{
    internal UsdtArgument(string text, int size, bool isSigned, bool isFloat, string operand)
    {
        (Text, Size, IsSigned, IsFloat, Operand) = (text, size, isSigned, isFloat, operand);
    }

    /// <summary>Bytes: 1, 2, 4 or 8 for all that a uprobe can fetch.</summary>
    public int Size { get; }

    /// <summary>Whether it is a signed number.</summary>
    public bool IsSigned { get; }

    /// <summary>Whether it is a floating-point number.</summary>
    public bool IsFloat { get; }

    /// <summary>As the note has it.</summary>
    public string Text { get; }

    /// <summary>The type that it has in the definition of a probe, such as <c>s32</c>.</summary>
    public string FetchType => (IsSigned ? "s" : "u") + (Size * 8).ToString(CultureInfo.InvariantCulture);

    /// <summary>Why a uprobe cannot fetch it; null where it can.</summary>
    public string? Reason { get; internal set; }

    internal string Operand { get; }

    internal string? Fetch { get; set; }

    /// <summary>What the kernel's <c>uprobe_events</c> takes for it: <c>%di:s32</c>, <c>-16(%bp):u64</c>, <c>\5:s32</c>; null
    /// where it takes nothing for such a place (<see cref="Reason"/>).</summary>
    public string? ToFetchArgument() => Fetch is null ? null : $"{Fetch}:{FetchType}";

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Parses the arguments of a mark.</summary>
    /// <param name="text">The note's text.</param>
    /// <param name="machine">The processor (<c>EM_*</c>) whose operands they are.</param>
    /// <param name="distance">How far a symbol's address is from the mark's; null where the symbol is not known.</param>
    public static IReadOnlyList<UsdtArgument> Parse(string text, int machine, Func<string, long?> distance)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(distance);
        var arguments = new List<UsdtArgument>();
        foreach (string one in Split(text))
        {
            UsdtArgument argument = ParseOne(one, machine == ElfFile.I386 ? 4 : 8);
            arguments.Add(argument);
            argument.Reason = argument.IsFloat ? "uprobes fetch no floating-point numbers"
                : argument.Size is not (1 or 2 or 4 or 8) ? $"uprobes fetch no numbers of {argument.Size} bytes"
                : Fetchable(argument, machine, distance);
        }

        return arguments;
    }

    private static string? Fetchable(UsdtArgument argument, int machine, Func<string, long?> distance)
    {
        string? reason = $"the operands of machine {machine} are not known";
        argument.Fetch = machine switch
        {
            ElfFile.X86_64 or ElfFile.I386 => UsdtX86Operand.ToFetch(argument.Operand, distance, out reason),
            ElfFile.Arm64 => UsdtArm64Operand.ToFetch(argument.Operand, out reason),
            _ => null
        };
        return argument.Fetch is null ? reason : null;
    }

    private static UsdtArgument ParseOne(string text, int word)
    {
        // without a size, as long as a register
        (int size, bool isSigned, bool isFloat) = (word, false, false);
        int at = text.IndexOf('@', StringComparison.Ordinal);
        ReadOnlySpan<char> number = at < 0 ? default : text.AsSpan(0, at);
        isFloat = number.EndsWith("f");
        if (isFloat) number = number[..^1];
        if (at >= 0)
        {
            isSigned = number.StartsWith("-");
            if (isSigned) number = number[1..];
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out size)) size = 0;
        }

        return new UsdtArgument(text, size, isSigned, isFloat, text[(at + 1)..]);
    }

    /// <summary>Splits at spaces, but for those within brackets: <c>-4@[sp, 12] 8@x0</c>.</summary>
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        int start = 0, depth = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i == text.Length ? ' ' : text[i];
            if (c is '[' or '(') depth++;
            else if (c is ']' or ')') depth--;
            if (i < text.Length && (c != ' ' || depth > 0)) continue;
            if (i > start) parts.Add(text[start..i]);
            start = i + 1;
        }

        return parts;
    }
}
