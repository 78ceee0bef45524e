namespace KernelTrace.Formats.PrintFormats;

/// <summary>The functions and macros that print formats call, by name.</summary>
internal static partial class PrintFunctions
{
    private static readonly Dictionary<string, PrintFunction> _functions = new(StringComparer.Ordinal);

    static PrintFunctions()
    {
        AddFields(_functions);
        AddTables(_functions);
        AddArrays(_functions);
        AddNumbers(_functions);
        AddSubsystems(_functions);
    }

    /// <summary>A function's compiler; null where the function is not known.</summary>
    public static PrintFunction? Find(string name) => _functions.GetValueOrDefault(name);

    private static Term Argument(PrintCompiler compiler, CallSyntax call, int index) =>
        index < call.Arguments.Length ? compiler.Compile(call.Arguments[index]) : throw TooFew(compiler, call);

    private static PrintSyntax Syntax(PrintCompiler compiler, CallSyntax call, int index) =>
        index < call.Arguments.Length ? call.Arguments[index] : throw TooFew(compiler, call);

    private static PrintFormatException TooFew(PrintCompiler compiler, CallSyntax call) =>
        compiler.Error(call, $"{call.Name} needs more arguments than {call.Arguments.Length}");

    private static WrittenTerm Written(PrintWriter writer) => new(writer);
}
