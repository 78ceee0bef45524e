using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace KernelTrace.Formats.PrintFormats;

/// <summary>Where the words of an event are put together. One a thread; it keeps its buffer.</summary>
internal sealed class PrintOutput
{
    /// <summary>No line of the kernel comes near it.</summary>
    private const int MostCharacters = 1 << 20;

    [ThreadStatic]
    private static PrintOutput? _ofThread;

    private char[] _chars = new char[512];
    private bool _taken;
    private long _cut;

    /// <summary>Characters so far.</summary>
    public int Length { get; private set; }

    /// <summary>Whether so much was written already, counting what was cut away again, that nothing more is worth
    /// writing.</summary>
    public bool IsFull => _cut + Length > MostCharacters;

    /// <summary>What was written since a place.</summary>
    public ReadOnlySpan<char> From(int start) => _chars.AsSpan(start, Length - start);

    /// <summary>An empty output, to be given back by <see cref="Release"/>.</summary>
    public static PrintOutput Rent()
    {
        PrintOutput output = _ofThread ??= new PrintOutput();
        // words that are asked for while others are put together
        if (output._taken) output = new PrintOutput();
        output._taken = true;
        output.Length = 0;
        output._cut = 0;
        return output;
    }

    /// <summary>The words.</summary>
    public string Take() => new(_chars, 0, Length);

    /// <summary>The end of the writing. A buffer that had to grow large is not kept.</summary>
    public void Release()
    {
        _taken = false;
        if (_chars.Length > 65536) _chars = new char[512];
    }

    public void Append(char c)
    {
        if (Length == _chars.Length) Grow(1);
        _chars[Length++] = c;
    }

    public void Append(char c, int count)
    {
        if (count <= 0) return;
        Room(count).Fill(c);
    }

    public void Append(ReadOnlySpan<char> text) => text.CopyTo(Room(text.Length));

    /// <summary>An interpolated string.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "the handler writes into this output")]
    public void Write([InterpolatedStringHandlerArgument("")] ref PrintHandler handler)
    {
    }

    /// <summary>Text of the kernel. Bytes that are no UTF-8 become U+FFFD.</summary>
    public void AppendText(ReadOnlySpan<byte> bytes)
    {
        Span<char> room = Room(bytes.Length);
        if (Ascii(bytes, room)) return;
        Length -= bytes.Length;
        // never more characters than bytes
        Length += Encoding.UTF8.GetChars(bytes, room);
    }

    public void AppendDecimal(ulong value)
    {
        value.TryFormat(Room(20), out int count, default, CultureInfo.InvariantCulture);
        Length -= 20 - count;
    }

    public void AppendDecimal(long value)
    {
        value.TryFormat(Room(20), out int count, default, CultureInfo.InvariantCulture);
        Length -= 20 - count;
    }

    /// <summary>Small hex digits, at least so many.</summary>
    public void AppendHex(ulong value, int digits = 1)
    {
        int needed = Math.Max(digits, (67 - System.Numerics.BitOperations.LeadingZeroCount(value)) / 4);
        Span<char> room = Room(needed);
        for (int i = needed - 1; i >= 0; i--, value >>= 4) room[i] = "0123456789abcdef"[(int)(value & 0xf)];
    }

    /// <summary>Cuts what was written behind a place to a length.</summary>
    public void Cut(int length)
    {
        if (length >= Length) return;
        _cut += Length - length;
        Length = length;
    }

    /// <summary>Makes what was written since a place at least so wide.</summary>
    public void Pad(int start, int width, bool left)
    {
        int missing = width - Width(From(start));
        if (missing <= 0) return;
        if (left)
        {
            Append(' ', missing);
            return;
        }

        int length = Length - start;
        Room(missing);
        _chars.AsSpan(start, length).CopyTo(_chars.AsSpan(start + missing));
        _chars.AsSpan(start, missing).Fill(' ');
    }

    /// <summary>The kernel counts bytes.</summary>
    private static int Width(ReadOnlySpan<char> text) => System.Text.Ascii.IsValid(text) ? text.Length : Encoding.UTF8.GetByteCount(text);

    private static bool Ascii(ReadOnlySpan<byte> bytes, Span<char> room) =>
        System.Text.Ascii.ToUtf16(bytes, room, out _) == System.Buffers.OperationStatus.Done;

    private Span<char> Room(int count)
    {
        if (Length + count > _chars.Length) Grow(count);
        Length += count;
        return _chars.AsSpan(Length - count, count);
    }

    private void Grow(int count) => Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + count));
}
