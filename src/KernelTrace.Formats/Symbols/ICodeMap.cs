namespace KernelTrace.Formats.Symbols;

/// <summary>The code that a process had in its memory at one moment: which file lies where, and the symbols of those
/// files.</summary>
public interface ICodeMap
{
    /// <summary>The symbol that an address of the process lies in.</summary>
    /// <param name="address">The address.</param>
    /// <param name="symbol">Its <see cref="KernelSymbol.Module"/> is the path of the file. Where the file has no symbol
    /// there, the name is empty and the address is that at which the file's offset 0 lies, or would lie.</param>
    /// <returns>False where no file is known to lie there.</returns>
    bool TryFind(ulong address, out KernelSymbol symbol);
}
