using System.Buffers.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>Reads the list of functions that ftrace can trace, a line each.</summary>
/// <remarks>
/// <c>available_filter_functions</c>, and since 6.5 <c>available_filter_functions_addrs</c> with the place that is traced, some
/// bytes behind the beginning of the function:
/// <code>
/// vfs_read                                        ffffffff81200014 vfs_read
/// ext4_sync_file [ext4]                           ffffffffc0803004 ext4_sync_file [ext4]
/// __ftrace_invalid_address___496                  no function: its symbol was left out by the linker
/// </code>
/// In the order of addresses for the kernel, then for each module. A name may stand there several times. Source:
/// <c>t_func_show</c> and <c>print_rec</c>, <c>kernel/trace/ftrace.c</c>.
/// </remarks>
/// <param name="text">The whole file.</param>
public ref struct FilterFunctionReader(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>The name of the function.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The module it is in; empty for the kernel itself.</summary>
    public ReadOnlySpan<byte> Module { get; private set; }

    /// <summary>Where it is traced; 0 where the list does not tell.</summary>
    public ulong Address { get; private set; }

    /// <summary>Goes to the next function. Lines of another form are passed over.</summary>
    public bool Read()
    {
        while (_rest.Length > 0)
        {
            int end = _rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (TryLine(line)) return true;
        }

        return false;
    }

    private bool TryLine(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd(" \t\r"u8);
        Module = default;
        Address = 0;
        if (line.Length > 0 && line[^1] == ']')
        {
            int open = line.LastIndexOf(" ["u8);
            if (open < 0) return false;
            Module = line[(open + 2)..^1];
            line = line[..open];
        }

        int space = line.IndexOf((byte)' ');
        if (space > 0)
        {
            if (!Utf8Parser.TryParse(line[..space], out ulong address, out int used, 'x') || used != space) return false;
            Address = address;
            line = line[(space + 1)..];
        }

        Name = line;
        return line.Length > 0 && line.IndexOfAny(" \t["u8) < 0 && !line.StartsWith("__ftrace_invalid_address__"u8);
    }
}
