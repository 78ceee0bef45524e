using System.Globalization;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Records;

/// <summary>One return address of a stack: where a function that had not returned yet would have gone on.</summary>
public sealed record KTraceStackFrame
{
    /// <summary>The kernel's mark for code that ftrace made, which has no symbol (<c>FTRACE_TRAMPOLINE_MARKER</c>,
    /// <c>kernel/trace/trace.h</c>).</summary>
    internal const ulong Trampoline = int.MaxValue;

    /// <summary>A frame of an address; what it lies in, where that is known.</summary>
    internal KTraceStackFrame(ulong address, bool isUser, KernelSymbol? found)
    {
        Address = address;
        IsUser = isUser;
        if (found is KernelSymbol symbol)
        {
            Symbol = string.IsNullOrEmpty(symbol.Name) ? null : symbol.Name;
            Offset = address - symbol.Address;
            Size = symbol.Size;
            Module = symbol.Module;
        }
        else if (!isUser && address == Trampoline)
        {
            Symbol = "[FTRACE TRAMPOLINE]";
        }
    }

    /// <summary>The address.</summary>
    public KernelAddress Address { get; }

    /// <summary>The function; null where it is not known.</summary>
    public string? Symbol { get; }

    /// <summary>Bytes from the beginning of the function, or, where only the file is known, of the file.</summary>
    public ulong Offset { get; }

    /// <summary>Bytes of the function; 0 where they are not known.</summary>
    public ulong Size { get; }

    /// <summary>The module of the kernel, or the path of the file of a process; null for the kernel itself and where it
    /// is not known.</summary>
    public string? Module { get; }

    /// <summary>Whether it is of the process, not of the kernel.</summary>
    public bool IsUser { get; }

    /// <summary>As the kernel's <c>%pS</c>: <c>vfs_read+0x1a/0x2b0 [ext4]</c>; as the kernel prints a file without
    /// symbols, <c>/usr/bin/cat[+0x1a2b]</c>; the address where nothing more is known.</summary>
    public override string ToString()
    {
        if (Symbol is null)
            return Module is null ? Address.ToString() : string.Create(CultureInfo.InvariantCulture, $"{Module}[+0x{Offset:x}]");
        if (!IsUser && Address == Trampoline) return Symbol;
        string size = Size == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"/0x{Size:x}");
        string module = Module is null ? "" : $" [{Module}]";
        return string.Create(CultureInfo.InvariantCulture, $"{Symbol}+0x{Offset:x}{size}{module}");
    }
}
