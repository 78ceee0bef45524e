namespace KernelTrace.Formats.PrintFormats;

/// <summary>Compiles a call of a function that print formats use.</summary>
internal delegate Term PrintFunction(PrintCompiler compiler, CallSyntax call);
