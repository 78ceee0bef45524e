using System.Runtime.CompilerServices;
using System.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>Which functions of a kernel ftrace can trace, out of its list of their names.</summary>
/// <remarks>Many functions share a name, and the list goes by names. With addresses, the function is the last of the name that
/// begins before the address. Without, the list is still in the order of addresses, for the kernel and within each module:
/// it is the next of the name behind the function before it.</remarks>
public sealed class TraceableFunctions
{
    private readonly bool[] _marks;

    private TraceableFunctions(bool[] marks, int unknown) => (_marks, Unknown) = (marks, unknown);

    /// <summary>How many there are.</summary>
    public int Count => _marks.AsSpan().Count(true);

    /// <summary>How many of the list are none of the functions: the kernel lists what it has not named otherwise, or a module
    /// has come or gone between two readings.</summary>
    public int Unknown { get; }

    /// <summary>Whether a function can be traced.</summary>
    public bool this[int function] => _marks[function];

    /// <summary>Finds the functions of a list, <c>available_filter_functions</c> with or without addresses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TraceableFunctions Parse(ReadOnlySpan<byte> text, FunctionSymbols functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        var marks = new bool[functions.Count];
        var reader = new FilterFunctionReader(text);
        int unknown = 0, last = -1;
        string? module = null;
        while (reader.Read())
        {
            if (!Is(module, reader.Module))
            {
                module = reader.Module.IsEmpty ? null : Encoding.UTF8.GetString(reader.Module);
                last = -1;
            }

            int found = reader.Address != 0 && !functions.IsHidden ? ByAddress(functions, reader.Name, module, reader.Address)
                : ByOrder(functions, reader.Name, module, last, marks);
            if (found < 0)
            {
                unknown++;
                continue;
            }

            marks[found] = true;
            last = found;
        }

        return new TraceableFunctions(marks, unknown);
    }

    private static int ByAddress(FunctionSymbols functions, ReadOnlySpan<byte> name, string? module, ulong address)
    {
        int found = -1;
        for (int i = functions.First(name); i >= 0; i = functions.Next(i))
        {
            if (functions.AddressOf(i) <= address && IsNamed(functions, i, name, module)) found = i;
        }

        return found;
    }

    private static int ByOrder(FunctionSymbols functions, ReadOnlySpan<byte> name, string? module, int last, bool[] marks)
    {
        int other = -1;
        for (int i = functions.First(name); i >= 0; i = functions.Next(i))
        {
            if (marks[i] || !IsNamed(functions, i, name, module)) continue;
            if (i > last) return i;
            if (other < 0) other = i;
        }

        return other;
    }

    private static bool IsNamed(FunctionSymbols functions, int function, ReadOnlySpan<byte> name, string? module) =>
        functions.NameOf(function).SequenceEqual(name) && functions.ModuleOf(function) == module;

    private static bool Is(string? module, ReadOnlySpan<byte> name)
    {
        if ((module?.Length ?? 0) != name.Length) return false;
        for (int i = 0; i < name.Length; i++)
        {
            if (module![i] != name[i]) return false;
        }

        return true;
    }
}
