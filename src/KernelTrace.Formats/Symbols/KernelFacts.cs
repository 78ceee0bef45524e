using System.Diagnostics.CodeAnalysis;

namespace KernelTrace.Formats.Symbols;

/// <summary>What the words of an event need to know of the kernel that recorded it and that the record does not say.
/// Asked only where an event needs it; a fact that is not to be had leaves the number as it is.</summary>
/// <remarks>The running kernel tells these through kallsyms, BTF and tracefs; a recording carries some of them.</remarks>
public abstract class KernelFacts
{
    /// <summary>A kernel of which nothing is known.</summary>
    public static KernelFacts None { get; } = new Nothing();

    /// <summary>The kernel's version; null where it is not known. Only for words that changed with it: what a kernel can
    /// do is never told by its version.</summary>
    public virtual Version? Release => null;

    /// <summary>The symbol that an address lies in (kernel: <c>/proc/kallsyms</c>).</summary>
    public virtual bool TryFindSymbol(ulong address, out KernelSymbol symbol)
    {
        symbol = default;
        return false;
    }

    /// <summary>The value of an enumerator, or of <c>HZ</c> (kernel: BTF, its configuration).</summary>
    public virtual bool TryFindConstant(string name, out long value)
    {
        value = 0;
        return false;
    }

    /// <summary>Bytes of a type by its C name, such as <c>struct page</c> or <c>gfp_t</c> (kernel: BTF).</summary>
    public virtual bool TryFindSize(string type, out int size)
    {
        size = 0;
        return false;
    }

    /// <summary>A member of a type by its C name, such as <c>union kvm_mmu_page_role</c> (kernel: BTF).</summary>
    public virtual bool TryFindMember(string type, string name, out KernelMember member)
    {
        member = default;
        return false;
    }

    /// <summary>The value of a variable of the kernel, such as <c>vmemmap_base</c> (kernel: <c>/proc/kcore</c>).</summary>
    public virtual bool TryFindVariable(string name, out ulong value)
    {
        value = 0;
        return false;
    }

    /// <summary>The constant string at an address (tracefs: <c>printk_formats</c>).</summary>
    public virtual bool TryFindText(ulong address, [NotNullWhen(true)] out string? text)
    {
        text = null;
        return false;
    }

    /// <summary>The event that an event probe is attached to, as <c>system.event</c> (tracefs: <c>dynamic_events</c>).</summary>
    public virtual bool TryFindAttachedEvent(string system, string name, [NotNullWhen(true)] out string? attached)
    {
        attached = null;
        return false;
    }

    /// <summary>The parameters of a function (kernel: BTF).</summary>
    public virtual bool TryFindParameters(string function, out IReadOnlyList<KernelParameter> parameters)
    {
        parameters = [];
        return false;
    }

    /// <summary>What a function returns, as a parameter without a name (kernel: BTF); its type is <c>VOID</c> where it returns
    /// nothing.</summary>
    public virtual bool TryFindReturn(string function, out KernelParameter type)
    {
        type = default;
        return false;
    }

    /// <summary>The code that a process has in its memory now; null where that is not known.</summary>
    public virtual ICodeMap? MapOf(int pid) => null;

    private sealed class Nothing : KernelFacts;
}
