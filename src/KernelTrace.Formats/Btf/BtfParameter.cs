namespace KernelTrace.Formats.Btf;

/// <summary>A parameter of a function.</summary>
/// <param name="Name">Its name; empty where the prototype gives none.</param>
/// <param name="Type">Its type; <c>void</c> where it is <c>...</c>.</param>
public readonly record struct BtfParameter(string Name, BtfType Type)
{
    /// <summary>Whether it stands for any number of further arguments.</summary>
    public bool IsVariadic => Type.Id == 0;

    /// <summary>The parameter as in C: <c>struct file *file</c>.</summary>
    public override string ToString() => IsVariadic ? "..." : Type.Declare(Name);
}
