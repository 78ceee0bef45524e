namespace KernelTrace.Formats.Symbols;

/// <summary>A function by its name, as one of a file's symbol tables tells it.</summary>
/// <param name="Name">Its name, as the linker knows it, without a version.</param>
/// <param name="Version">Its version, such as <c>GLIBC_2.14</c>; null where it has none.</param>
/// <param name="IsDefaultVersion">Whether a program that is linked now gets this version; true for one without.</param>
/// <param name="Address">Where it begins in memory, before a position-independent file is moved; 0 for an import.</param>
/// <param name="Size">Bytes; 0 where the file does not tell.</param>
/// <param name="Binding">Who may use it.</param>
/// <param name="IsIndirect">Whether a resolver stands at the address, which chooses the function when the program starts
/// (STT_GNU_IFUNC).</param>
/// <param name="IsImport">Whether it is used here, and lives in another file.</param>
/// <param name="IsTyped">Whether the file says that it is a function; false for a label of assembly.</param>
public readonly record struct ElfFunction(string Name, string? Version, bool IsDefaultVersion, ulong Address, ulong Size,
    ElfBinding Binding, bool IsIndirect, bool IsImport, bool IsTyped)
{
    /// <inheritdoc/>
    public override string ToString() => Version is null ? Name : Name + (IsDefaultVersion ? "@@" : "@") + Version;
}
