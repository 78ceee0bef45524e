using System.Buffers.Binary;
using System.Numerics;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Functions from numbers to numbers: byte order, units, and what the compiler would have taken away.</summary>
internal static partial class PrintFunctions
{
    private static void AddNumbers(Dictionary<string, PrintFunction> functions)
    {
        foreach (string prefix in (string[])["be", "__be"])
        {
            Swap(functions, $"{prefix}16_to_cpu", 2);
            Swap(functions, $"{prefix}32_to_cpu", 4);
            Swap(functions, $"{prefix}64_to_cpu", 8);
        }

        foreach (string name in (string[])["ntohs", "htons", "__cpu_to_be16", "cpu_to_be16", "__swab16", "swab16"]) Swap(functions, name, 2);
        foreach (string name in (string[])["ntohl", "htonl", "__cpu_to_be32", "cpu_to_be32", "__swab32", "swab32"]) Swap(functions, name, 4);
        foreach (string name in (string[])["__cpu_to_be64", "cpu_to_be64", "__swab64", "swab64"]) Swap(functions, name, 8);
        foreach (string prefix in (string[])["le", "__le"])
        {
            Same(functions, $"{prefix}16_to_cpu", CType.Integer(2, false));
            Same(functions, $"{prefix}32_to_cpu", CType.UInt);
            Same(functions, $"{prefix}64_to_cpu", CType.ULong);
            Pointed(functions, $"{prefix}16_to_cpup", 2, false);
            Pointed(functions, $"{prefix}32_to_cpup", 4, false);
            Pointed(functions, $"{prefix}64_to_cpup", 8, false);
        }

        Pointed(functions, "be16_to_cpup", 2, true);
        Pointed(functions, "be32_to_cpup", 4, true);
        Pointed(functions, "be64_to_cpup", 8, true);

        // page table entries and addresses are numbers in a struct of their own
        foreach (string level in (string[])["pte", "pmd", "pud", "p4d", "pgd"])
        {
            Same(functions, $"{level}_val", CType.ULong);
            Same(functions, $"native_make_{level}", CType.ULong);
            Same(functions, $"__{level}", CType.ULong);
        }

        Swap(functions, "__builtin_bswap16", 2);
        Swap(functions, "__builtin_bswap32", 4);
        Swap(functions, "__builtin_bswap64", 8);
        Compute(functions, "__builtin_ctzll", CType.Int, value => BitOperations.TrailingZeroCount(value));
        Compute(functions, "__builtin_ffsll", CType.Int, value => value == 0 ? 0 : BitOperations.TrailingZeroCount(value) + 1);
        Same(functions, "__builtin_expect", null);
        Same(functions, "likely", null);
        Same(functions, "unlikely", null);
        Same(functions, "ERR_PTR", CType.PointerTo(null));
        Same(functions, "PTR_ERR", CType.Long);
        Same(functions, "__bf_shf", null);
        Compute(functions, "MAJOR", CType.UInt, value => (long)((uint)value >> 20));
        Compute(functions, "MINOR", CType.UInt, value => value & 0xfffff);
        Compute(functions, "BIT", CType.ULong, value => value is >= 0 and < 64 ? 1L << (int)value : 0);
        Compute(functions, "BIT_ULL", CType.ULong, value => value is >= 0 and < 64 ? 1L << (int)value : 0);
        Compute(functions, "abs", null, value => value < 0 ? -value : value);
        Compute(functions, "hweight32", CType.UInt, value => BitOperations.PopCount((uint)value));
        Compute(functions, "hweight64", CType.UInt, value => BitOperations.PopCount((ulong)value));
        Compute(functions, "ilog2", CType.Int, value => value == 0 ? 0 : BitOperations.Log2((ulong)value));
        Compute(functions, "lower_32_bits", CType.UInt, value => value & uint.MaxValue);
        Compute(functions, "upper_32_bits", CType.UInt, value => (long)((ulong)value >> 32));
        Compute(functions, "ktime_to_ns", CType.Long, value => value);
        Compute(functions, "ktime_to_us", CType.Long, value => value / 1000);
        Compute(functions, "ktime_to_ms", CType.Long, value => value / 1_000_000);
        foreach ((string name, long perSecond, CType type) in ((string, long, CType)[])[
            ("jiffies_to_msecs", 1000, CType.UInt), ("jiffies_to_usecs", 1_000_000, CType.UInt), ("jiffies_to_nsecs", 1_000_000_000, CType.ULong),
            ("jiffies64_to_msecs", 1000, CType.ULong), ("jiffies64_to_nsecs", 1_000_000_000, CType.ULong)])
        {
            functions[name] = (compiler, call) =>
            {
                Term jiffies = Argument(compiler, call, 0);
                long rate = compiler.Facts.TryFindConstant("HZ", out long hertz) && hertz > 0 ? hertz
                    : throw compiler.Error(call, "the kernel's HZ is not known");
                return new FunctionTerm(type, jiffies, value => (long)((UInt128)(ulong)value * (ulong)perSecond / (ulong)rate));
            };
        }

        foreach ((string name, bool max) in ((string, bool)[])[("min", false), ("max", true)])
        {
            functions[name] = (compiler, call) => Extreme(compiler, call, 0, max);
        }

        functions["__builtin_constant_p"] = (compiler, call) => new ConstantTerm(CType.Int, 0);
        functions["__builtin_types_compatible_p"] = (compiler, call) => new ConstantTerm(CType.Int, 0);
        functions["IS_ERR"] = (compiler, call) =>
        {
            Term pointer = Argument(compiler, call, 0);
            return new FunctionTerm(CType.Int, pointer, value => (ulong)value >= unchecked((ulong)-4095) ? 1 : 0);
        };
        functions["IS_ERR_VALUE"] = functions["IS_ERR"];
    }

    private static ChoiceTerm Extreme(PrintCompiler compiler, CallSyntax call, int first, bool max)
    {
        Term left = compiler.CompileTwice(Syntax(compiler, call, first)), right = compiler.CompileTwice(Syntax(compiler, call, first + 1));
        return new ChoiceTerm(new BinaryTerm(max ? ">" : "<", left, right), left, right);
    }

    private static void Same(Dictionary<string, PrintFunction> functions, string name, CType? type) =>
        functions[name] = (compiler, call) =>
        {
            Term operand = Argument(compiler, call, 0);
            return type is null ? operand : new CastTerm(type, operand);
        };

    private static void Compute(Dictionary<string, PrintFunction> functions, string name, CType? type, Func<long, long> function) =>
        functions[name] = (compiler, call) =>
        {
            Term operand = Argument(compiler, call, 0);
            return new FunctionTerm(type ?? operand.Type.Promoted(), operand, function);
        };

    private static void Swap(Dictionary<string, PrintFunction> functions, string name, int size) =>
        functions[name] = (compiler, call) => new FunctionTerm(CType.Integer(size, false), Argument(compiler, call, 0), value => Swapped(value, size));

    private static long Swapped(long value, int size) => size switch
    {
        2 => BinaryPrimitives.ReverseEndianness((ushort)value),
        4 => BinaryPrimitives.ReverseEndianness((uint)value),
        _ => BinaryPrimitives.ReverseEndianness(value),
    };

    private static void Pointed(Dictionary<string, PrintFunction> functions, string name, int size, bool swap) =>
        functions[name] = (compiler, call) =>
        {
            Term pointer = Argument(compiler, call, 0);
            if (!pointer.IsInRecord) throw compiler.Error(call, "what this points to is not in the record");
            var load = new LoadTerm(CType.Integer(size, false), pointer, new ConstantTerm(CType.Int, 0));
            return swap ? new FunctionTerm(load.Type, load, value => Swapped(value, size)) : load;
        };
}
