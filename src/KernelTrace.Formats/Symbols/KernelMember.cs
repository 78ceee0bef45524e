namespace KernelTrace.Formats.Symbols;

/// <summary>A member of a struct or union of the kernel.</summary>
/// <param name="BitOffset">Bits from the start of the struct; those of anonymous structs around it are counted in.</param>
/// <param name="BitSize">Bits it takes.</param>
/// <param name="Signed">Whether it is a signed integer.</param>
/// <param name="Type">Its C type, as a name that <see cref="KernelFacts.TryFindMember"/> and
/// <see cref="KernelFacts.TryFindSize"/> take.</param>
public readonly record struct KernelMember(long BitOffset, int BitSize, bool Signed, string Type);
