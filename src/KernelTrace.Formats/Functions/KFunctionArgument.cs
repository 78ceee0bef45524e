using System.Globalization;
using KernelTrace.Formats.Records;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Functions;

/// <summary>An argument that a function of the kernel was called with.</summary>
/// <param name="Name">The parameter's name; <c>arg1</c> and so on where it is not known.</param>
/// <param name="Value">A <see cref="KernelAddress"/> for pointers and for what is not known, a signed or unsigned integer for
/// integers, by their own width.</param>
public sealed record KFunctionArgument(string Name, object Value)
{
    /// <summary><c>count=4096</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}={Value}");

    /// <summary>The arguments in the registers of a call.</summary>
    /// <remarks>A struct that is passed by value takes as many registers as it has words; it is told by the first.</remarks>
    internal static KFunctionArgument[] Of(IReadOnlyList<KernelParameter> parameters, ulong[] registers)
    {
        // without a prototype nobody knows how many of the registers hold something
        if (parameters.Count == 0) return [];
        var arguments = new List<KFunctionArgument>(parameters.Count);
        int at = 0;
        foreach (KernelParameter parameter in parameters)
        {
            if (at >= registers.Length) break;
            string name = parameter.Name.Length > 0 ? parameter.Name : $"arg{arguments.Count + 1}";
            arguments.Add(new KFunctionArgument(name, ValueOf(parameter, registers[at])));
            at += parameter.Kind == KernelParameterKind.Aggregate ? Math.Max(1, (parameter.Size + 7) / 8) : 1;
        }

        return [.. arguments];
    }

    /// <summary>The value of a register by the type of what it holds.</summary>
    internal static object ValueOf(KernelParameter type, ulong value) => (type.Kind, type.Size) switch
    {
        (KernelParameterKind.Signed, 1) => (sbyte)value,
        (KernelParameterKind.Signed, 2) => (short)value,
        (KernelParameterKind.Signed, 4) => (int)value,
        (KernelParameterKind.Signed, _) => (long)value,
        (KernelParameterKind.Unsigned, 1) => (byte)value,
        (KernelParameterKind.Unsigned, 2) => (ushort)value,
        (KernelParameterKind.Unsigned, 4) => (uint)value,
        (KernelParameterKind.Unsigned, _) => value,
        _ => new KernelAddress(value),
    };
}
