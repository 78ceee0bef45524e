using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace KernelTrace.Formats.Records;

/// <summary>A bitmask or cpumask of the kernel: the set of the numbers whose bits are set, in rising order.</summary>
public sealed class KernelBitmask : IReadOnlyCollection<int>, IEquatable<KernelBitmask>
{
    private readonly ulong[] _words;

    /// <summary>Takes the words of the mask, the one with bit 0 first.</summary>
    public KernelBitmask(ReadOnlySpan<ulong> words) => _words = words.ToArray();

    /// <summary>How many bits are set.</summary>
    public int Count => _words.Sum(word => BitOperations.PopCount(word));

    /// <summary>Reads a mask from bytes as the kernel keeps it: 64-bit words; a shorter rest is taken as it is.</summary>
    public static KernelBitmask FromBytes(ReadOnlySpan<byte> bytes)
    {
        var words = new ulong[(bytes.Length + 7) / 8];
        bytes.CopyTo(MemoryMarshal.AsBytes(words.AsSpan()));
        return new KernelBitmask(words);
    }

    /// <summary>Whether a bit is set.</summary>
    public bool Contains(int bit) => bit >= 0 && bit / 64 < _words.Length && (_words[bit / 64] >> (bit % 64) & 1) != 0;

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator()
    {
        for (int index = 0; index < _words.Length; index++)
        {
            for (ulong word = _words[index]; word != 0; word &= word - 1)
                yield return index * 64 + BitOperations.TrailingZeroCount(word);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(KernelBitmask? other) => other is not null && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KernelBitmask);

    /// <inheritdoc/>
    public override int GetHashCode() => this.Aggregate(17, HashCode.Combine);

    /// <summary>The list form of the kernel's <c>%*pbl</c>: <c>0-3,8</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int first = -1, last = -2;
        foreach (int bit in this)
        {
            if (bit != last + 1)
            {
                Append();
                first = bit;
            }

            last = bit;
        }

        Append();
        return text.ToString();

        void Append()
        {
            if (first < 0) return;
            if (text.Length > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{first}");
            if (last > first) text.Append(CultureInfo.InvariantCulture, $"-{last}");
        }
    }
}
