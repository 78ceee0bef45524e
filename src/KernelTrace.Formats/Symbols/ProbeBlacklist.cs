using System.Buffers.Text;

namespace KernelTrace.Formats.Symbols;

/// <summary>The code that kprobes refuse, for they run through it themselves.</summary>
/// <remarks>
/// A range each, in no order:
/// <code>
/// 0xffffffff81c00990-0xffffffff81c009b0	asm_exc_divide_error
/// first byte        | behind the last  | name
/// </code>
/// Source: <c>kprobe_blacklist_seq_show</c>, <c>kernel/kprobes.c</c>.
/// </remarks>
public sealed class ProbeBlacklist
{
    private readonly ulong[] _starts, _ends; // in order, none overlaps another

    private ProbeBlacklist(ulong[] starts, ulong[] ends) => (_starts, _ends) = (starts, ends);

    /// <summary>How many ranges there are; those that touch are one.</summary>
    public int Count => _starts.Length;

    /// <summary>Parses the file; lines of another form, and without addresses, are passed over.</summary>
    public static ProbeBlacklist Parse(ReadOnlySpan<byte> text)
    {
        var ranges = new List<(ulong Start, ulong End)>();
        while (text.Length > 0)
        {
            int end = text.IndexOf((byte)'\n');
            if (TryLine(end < 0 ? text : text[..end], out ulong from, out ulong to)) ranges.Add((from, to));
            text = end < 0 ? default : text[(end + 1)..];
        }

        ranges.Sort();
        var starts = new List<ulong>();
        var ends = new List<ulong>();
        foreach ((ulong start, ulong end) in ranges)
        {
            if (ends.Count > 0 && start <= ends[^1])
            {
                ends[^1] = Math.Max(ends[^1], end);
                continue;
            }

            starts.Add(start);
            ends.Add(end);
        }

        return new ProbeBlacklist([.. starts], [.. ends]);
    }

    /// <summary>Whether an address is in a range.</summary>
    public bool Contains(ulong address)
    {
        int index = Array.BinarySearch(_starts, address);
        if (index < 0) index = ~index - 1;
        return index >= 0 && address < _ends[index];
    }

    private static bool TryLine(ReadOnlySpan<byte> line, out ulong start, out ulong end)
    {
        end = 0;
        return TryHex(ref line, out start) && line.Length > 0 && line[0] == '-'
            && TryHex(ref line, out end, skip: 1) && start != 0 && start < end;
    }

    private static bool TryHex(ref ReadOnlySpan<byte> line, out ulong value, int skip = 0)
    {
        value = 0;
        if (!line[skip..].StartsWith("0x"u8)) return false;
        line = line[(skip + 2)..];
        if (!Utf8Parser.TryParse(line, out value, out int used, 'x')) return false;
        line = line[used..];
        return true;
    }
}
