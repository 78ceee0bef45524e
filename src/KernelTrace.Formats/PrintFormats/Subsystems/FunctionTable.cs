using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.PrintFormats.Subsystems;

/// <summary>Writes text from the values of a function's arguments.</summary>
internal delegate void NumbersWriter(PrintOutput output, ReadOnlySpan<long> values);

/// <summary>Writes text from bytes of the record, and from the values of other arguments.</summary>
internal delegate void BytesWriter(PrintOutput output, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> values);

/// <summary>The forms that functions of subsystems have: a number to its name, numbers to text, bytes to text.</summary>
internal sealed class FunctionTable(Dictionary<string, PrintFunction> functions)
{
    /// <summary>A function in full.</summary>
    public void Add(string function, PrintFunction compile) => functions[function] = compile;

    /// <summary>From a number, counted from 0, to its name.</summary>
    public void Names(string function, string otherwise, params string[] names) => Names(function, otherwise, [.. names.Select((name, value) => ((long)value, name))]);

    /// <summary>From a number to its name.</summary>
    public void Names(string function, string otherwise, params (long Value, string Name)[] names) =>
        Names(function, otherwise, _ => names);

    /// <summary>From a number to its name, where the numbers depend on the kernel.</summary>
    public void Names(string function, string otherwise, Func<KernelFacts, (long Value, string Name)[]> namesOf) => Add(function, (compiler, call) =>
    {
        Term value = Argument(compiler, call, 0);
        var names = new Dictionary<long, string>();
        foreach ((long number, string name) in namesOf(compiler.Facts)) names.TryAdd(number, name);
        return new WrittenTerm((in PrintFrame frame) => frame.Output.Append(names.GetValueOrDefault(value.Number(frame), otherwise)));
    });

    /// <summary>From numbers to text.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="first">The first argument that is looked at; before it stands where the kernel's text goes.</param>
    /// <param name="count">How many there are from there on.</param>
    /// <param name="write">Writes the text.</param>
    public void Numbers(string function, int first, int count, NumbersWriter write) => Add(function, (compiler, call) =>
    {
        Term[] terms = Arguments(compiler, call, first, count);
        return new WrittenTerm((in PrintFrame frame) =>
        {
            Span<long> values = stackalloc long[terms.Length];
            for (int i = 0; i < values.Length; i++) values[i] = terms[i].Number(frame);
            write(frame.Output, values);
        });
    });

    /// <summary>From bytes, and numbers, to text.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="bytes">The argument that points to the bytes.</param>
    /// <param name="first">The first argument that is a number.</param>
    /// <param name="count">How many there are from there on.</param>
    /// <param name="write">Writes the text.</param>
    public void Bytes(string function, int bytes, int first, int count, BytesWriter write) => Add(function, (compiler, call) =>
    {
        Term source = Argument(compiler, call, bytes);
        Term[] terms = Arguments(compiler, call, first, count);
        return new WrittenTerm((in PrintFrame frame) =>
        {
            Span<long> values = stackalloc long[terms.Length];
            for (int i = 0; i < values.Length; i++) values[i] = terms[i].Number(frame);
            write(frame.Output, source.Bytes(frame), values);
        });
    });

    /// <summary>From a number to a number.</summary>
    public void Number(string function, CType type, Func<long, long> compute) =>
        Add(function, (compiler, call) => new FunctionTerm(type, Argument(compiler, call, 0), compute));

    /// <summary>An argument; an error where there is none.</summary>
    public static Term Argument(PrintCompiler compiler, CallSyntax call, int index) => index < call.Arguments.Length
        ? compiler.Compile(call.Arguments[index])
        : throw compiler.Error(call, $"{call.Name} needs more arguments than {call.Arguments.Length}");

    private static Term[] Arguments(PrintCompiler compiler, CallSyntax call, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(index => Argument(compiler, call, index))];
}
