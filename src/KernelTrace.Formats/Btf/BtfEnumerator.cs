namespace KernelTrace.Formats.Btf;

/// <summary>A value of an enum.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; of an unsigned enum of 64 bits, the same bits.</param>
public readonly record struct BtfEnumerator(string Name, long Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {Value}";
}
