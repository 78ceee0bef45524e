using System.Collections.Concurrent;
using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Words;

/// <summary>The arguments of a traced function, as the option <c>func-args</c> records them (kernel 6.15 and newer):
/// <c>(file=0xffff888005992180, count=0x18, flags=4096)</c>.</summary>
/// <remarks>A register each, 64 bits, six at most. Source: <c>print_function_args</c>, <c>kernel/trace/trace_output.c</c>.
/// </remarks>
internal static class ArgumentText
{
    private const int MaxRegisters = 6;

    /// <summary>Writes the arguments in parentheses; nothing in them where the function's prototype is not known.</summary>
    /// <param name="frame">The record.</param>
    /// <param name="function">The function's address.</param>
    /// <param name="registers">The arguments.</param>
    /// <param name="known">The parameters of the functions that were met, by address.</param>
    public static void Write(in PrintFrame frame, ulong function, ReadOnlySpan<byte> registers,
        ConcurrentDictionary<ulong, IReadOnlyList<KernelParameter>> known)
    {
        frame.Output.Append('(');
        if (!known.TryGetValue(function, out IReadOnlyList<KernelParameter>? parameters))
        {
            parameters = [];
            if (frame.Facts.TryFindSymbol(function, out KernelSymbol symbol)) frame.Facts.TryFindParameters(symbol.Name, out parameters);
            known.TryAdd(function, parameters);
        }

        Write(frame.Output, parameters, registers);
        frame.Output.Append(')');
    }

    private static void Write(PrintOutput output, IReadOnlyList<KernelParameter> parameters, ReadOnlySpan<byte> registers)
    {
        int at = 0;
        for (int index = 0; index < parameters.Count; index++, at++)
        {
            if (index > 0) output.Append(", ");
            if (at >= MaxRegisters)
            {
                output.Append("...");
                return;
            }

            KernelParameter parameter = parameters[index];
            ulong value = Register(registers, at);
            if (parameter.Name.Length > 0)
            {
                output.Append(parameter.Name);
                output.Append('=');
            }

            switch (parameter.Kind)
            {
                case KernelParameterKind.Signed:
                    output.AppendDecimal((long)value);
                    break;
                case KernelParameterKind.Aggregate:
                    if (!Aggregate(output, parameter, registers, ref at)) return;
                    break;
                default:
                    if (parameter.Kind == KernelParameterKind.Unknown) output.Append('?');
                    Hex(output, value);
                    break;
            }
        }
    }

    /// <summary>A struct takes as many registers as it has words; false where they are not all there.</summary>
    private static bool Aggregate(PrintOutput output, KernelParameter parameter, ReadOnlySpan<byte> registers, ref int at)
    {
        output.Append('(');
        output.Append(parameter.Type);
        output.Append(")[");
        Hex(output, Register(registers, at));
        for (int word = 8; word < parameter.Size; word += 8)
        {
            output.Append(':');
            if (++at >= MaxRegisters)
            {
                output.Append("...]");
                return false;
            }

            Hex(output, Register(registers, at));
        }

        output.Append(']');
        return true;
    }

    private static ulong Register(ReadOnlySpan<byte> registers, int index) =>
        registers.Length >= index * 8 + 8 ? FieldReader.Unsigned(registers[(index * 8)..], 8) : 0;

    private static void Hex(PrintOutput output, ulong value)
    {
        output.Append("0x");
        output.AppendHex(value);
    }
}
