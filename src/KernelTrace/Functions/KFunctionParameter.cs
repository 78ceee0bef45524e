namespace KernelTrace.Functions;

/// <summary>A parameter of a function of the kernel.</summary>
/// <param name="Name">Its name; empty where it has none, <c>...</c> where it stands for any number of arguments.</param>
/// <param name="Type">Its type in C, such as <c>const char *</c>.</param>
/// <param name="Declaration">Both as in C: <c>const char *filename</c>.</param>
public sealed record KFunctionParameter(string Name, string Type, string Declaration)
{
    /// <inheritdoc/>
    public override string ToString() => Declaration;
}
