namespace KernelTrace.Formats.Symbols;

/// <summary>Where the kernel itself lies. Other addresses are those of modules, or nobody's.</summary>
/// <remarks>With all symbols in the table, from <c>_stext</c> to <c>_end</c>; without data symbols, the text alone, as other
/// addresses would be taken for the last function before them. Source: <c>is_kernel</c> and <c>is_kernel_text</c>,
/// <c>include/asm-generic/sections.h</c>.</remarks>
internal readonly record struct KernelRange(ulong Start, ulong End, ulong InitStart, ulong InitEnd)
{
    /// <summary>No call instruction reaches further, so modules are within it on every machine.</summary>
    private const ulong Reach = 2ul << 30;

    public static KernelRange Of(KernelSymbolTable table, bool hasData)
    {
        return hasData
            ? new KernelRange(Address("_stext"), Math.Max(Address("_end"), Address("_etext")), Address("__init_begin"), Address("__init_end"))
            : new KernelRange(Address("_stext"), Address("_etext"), Address("_sinittext"), Address("_einittext"));

        ulong Address(string name) => table.AddressOf(name);
    }

    public bool Contains(ulong address) => (address >= Start && address < End) || (address >= InitStart && address < InitEnd);

    public bool IsNear(ulong address) => Start != 0
        && (address < Start ? Start - address : address < End ? 0 : address - End) < Reach;

    /// <summary>Where the last symbol ends.</summary>
    public ulong EndBehind(ulong address) => address >= InitStart && address < InitEnd ? InitEnd : End;
}
