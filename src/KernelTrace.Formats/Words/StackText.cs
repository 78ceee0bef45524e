using System.Buffers.Binary;
using KernelTrace.Formats.PrintFormats;
using KernelTrace.Formats.Symbols;

namespace KernelTrace.Formats.Words;

/// <summary>Addresses of code in the kernel's words.</summary>
internal static class StackText
{
    /// <summary>A symbol's name alone, as lists of functions show it; the address where it has none.</summary>
    /// <remarks>Source: <c>seq_print_ip_sym</c>, <c>kernel/trace/trace_output.c</c>.</remarks>
    public static void WriteName(in PrintFrame frame, ulong address)
    {
        if (address == 0) frame.Output.Append('0');
        else if (frame.Facts.TryFindSymbol(address, out KernelSymbol symbol)) frame.Output.Append(Name(symbol));
        else WriteAddress(frame, address);
    }

    /// <summary>A symbol with offset, size and module.</summary>
    public static void WriteOffset(in PrintFrame frame, ulong address)
    {
        if (address == 0) frame.Output.Append('0');
        else if (frame.Facts.TryFindSymbol(address, out KernelSymbol symbol)) frame.Output.Append(symbol.WithOffset(address));
        else WriteAddress(frame, address);
    }

    /// <summary>A stack in a synthetic event: 64-bit words, the first of them the number of those behind it.</summary>
    /// <remarks>Source: <c>print_synth_event</c>, <c>kernel/trace/trace_events_synth.c</c>.</remarks>
    public static void WriteSynthetic(in PrintFrame frame, ReadOnlySpan<byte> bytes)
    {
        frame.Output.Append("STACK:\n");
        for (int at = 8; at + 8 <= bytes.Length; at += 8)
        {
            ulong address = BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
            if (address is 0 or ulong.MaxValue) break;
            frame.Output.Append("=> ");
            PointerFormats.WriteSymbol(frame, address);
            frame.Output.Append('\n');
        }
    }

    private static void WriteAddress(in PrintFrame frame, ulong address)
    {
        frame.Output.Append("0x");
        frame.Output.AppendHex(address, 8);
    }

    /// <summary>A return address that a probe put in place of the real one says nothing.</summary>
    private static string Name(KernelSymbol symbol) =>
        symbol.Name is "__kretprobe_trampoline" or "kretprobe_trampoline" or "arch_rethook_trampoline" ? "[unknown/kretprobe'd]" : symbol.Name;
}
