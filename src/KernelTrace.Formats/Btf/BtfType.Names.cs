namespace KernelTrace.Formats.Btf;

/// <content>Types as text in C.</content>
public readonly partial record struct BtfType
{
    /// <summary>The type by its name in C, as <see cref="BtfTypes.TryFindType"/> takes it: <c>struct page *</c>,
    /// <c>unsigned long</c>, <c>int (*)(struct file *)</c>. A struct, union or enum without a name is called by its number:
    /// <c>union #1234</c>, of a module <c>union #140123@ext4</c>. A function is its declaration.</summary>
    /// <exception cref="BtfException">It refers to itself.</exception>
    public override string ToString() => new CDeclaration().Of(this, "");

    /// <summary>The declaration of a variable, member or parameter of the type: <c>char comm[16]</c>.</summary>
    /// <exception cref="BtfException">The type refers to itself.</exception>
    public string Declare(string name) => new CDeclaration().Of(this, name);

    /// <summary>The whole text that declares the type in C, over several lines for one with members; without a newline at
    /// the end.</summary>
    /// <exception cref="BtfException">The type refers to itself.</exception>
    public string Definition() => new CDeclaration().Definition(this);
}
