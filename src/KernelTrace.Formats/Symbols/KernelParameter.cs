namespace KernelTrace.Formats.Symbols;

/// <summary>A parameter of a function of the kernel.</summary>
/// <param name="Name">Its name; empty where it has none.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes it takes.</param>
/// <param name="Type">What BTF calls its type, such as <c>STRUCT</c>: the kernel prints no more of it.</param>
public readonly record struct KernelParameter(string Name, KernelParameterKind Kind, int Size, string Type);
