namespace KernelTrace.Formats.Btf;

/// <summary>A variable of a section, such as <c>.data..percpu</c>.</summary>
/// <param name="Type">The variable: its <see cref="BtfType.Name"/> and, as its target, its type.</param>
/// <param name="Offset">Bytes from the start of the section.</param>
/// <param name="Size">Bytes that it takes.</param>
public readonly record struct BtfVariable(BtfType Type, long Offset, long Size)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Type} at {Offset}";
}
