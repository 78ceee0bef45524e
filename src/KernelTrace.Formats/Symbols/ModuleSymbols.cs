using System.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>What is known of symbols that are not the kernel's own: their modules, and where they end.</summary>
/// <remarks>The kernel's list stands in the order of modules and of their symbol tables. Modules are in pieces (text, data)
/// since 6.4, so those of several modules take turns. Where a piece ends the list does not say: a module's last symbol is
/// taken to reach to the end of its page, as the kernel rounds pieces up to whole pages.</remarks>
internal sealed class ModuleSymbols(string[] modules, ushort[] owners, bool[] isText)
{
    private const ulong Page = 4096;

    /// <summary>The kernel compiles each bpf program into less.</summary>
    private const ulong LargestProgram = 64 << 10;

    public string NameOf(int index) => modules[owners[index]];

    /// <summary>The address behind a symbol.</summary>
    public ulong EndOf(ReadOnlySpan<ulong> addresses, int index)
    {
        ulong start = addresses[index];
        int next = index + 1;
        while (next < addresses.Length && addresses[next] == start) next++;
        ulong end = next < addresses.Length ? addresses[next] : ulong.MaxValue;
        ulong page = (start | (Page - 1)) + 1;
        switch (NameOf(index))
        {
            case "bpf":
                return Math.Min(end, start + Math.Min(LargestProgram, ulong.MaxValue - start));
            case "__builtin__ftrace" or "__builtin__kprobes":
                return Math.Min(end, page);
            default:
                bool sameModule = next < addresses.Length && owners[next] == owners[index];
                if (sameModule && isText[next] == isText[index] && end - start < 16 * Page) return end;
                // the next piece begins with a page: this one ends there, or a page before where another module begins,
                // as the kernel leaves one free; but it may also lie far away
                ulong lastPage = (end & ~(Page - 1)) - (sameModule ? 0 : Page);
                return lastPage > start && lastPage - start <= 2 * Page ? lastPage : Math.Min(end, page);
        }
    }

    /// <summary>The name of a module out of <c>[ext4]</c>.</summary>
    public static string NameOf(ReadOnlySpan<byte> bracketed) => Encoding.UTF8.GetString(bracketed.Trim("[] "u8));
}
