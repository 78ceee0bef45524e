using System.Numerics;

namespace KernelTrace.Formats.Functions;

/// <summary>How often durations came, in bounded memory: what it tells is at most 1 part in 128 (0.8 %) off.</summary>
/// <remarks>
/// Each power of two is parted into 64 buckets of the same width, and a value is told by the middle of its bucket. Below 64 ns
/// each value has its own. A power of two takes 512 bytes when it is first met, all 58 of them 29 KB.
/// </remarks>
public sealed class DurationHistogram
{
    private const int Bits = 6, Buckets = 1 << Bits;

    private readonly long[]?[] _octaves = new long[64 - Bits][];
    private long _least = long.MaxValue;

    /// <summary>How many values there are.</summary>
    public long Count { get; private set; }

    /// <summary>The sum of the values; the largest number where they are more.</summary>
    public long Total { get; private set; }

    /// <summary>The smallest value; 0 without any.</summary>
    public long Minimum => Count == 0 ? 0 : _least;

    /// <summary>The largest value; 0 without any.</summary>
    public long Maximum { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="value">Nanoseconds, not below 0.</param>
    public void Add(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Count++;
        Total = value > long.MaxValue - Total ? long.MaxValue : Total + value;
        _least = Math.Min(_least, value);
        Maximum = Math.Max(Maximum, value);
        (int octave, int bucket) = Place(value);
        (_octaves[octave] ??= new long[Buckets])[bucket]++;
    }

    /// <summary>The value that a part of all values are not above.</summary>
    /// <param name="part">The part, from 0 to 1: 0.99 for the 99th percentile.</param>
    public long Percentile(double part)
    {
        if (Count == 0) return 0;
        long rank = Math.Clamp((long)Math.Ceiling(part * Count), 1, Count), seen = 0;
        for (int octave = 0; octave < _octaves.Length; octave++)
        {
            if (_octaves[octave] is not long[] buckets) continue;
            for (int bucket = 0; bucket < Buckets; bucket++)
            {
                seen += buckets[bucket];
                if (seen >= rank) return Math.Clamp(Middle(octave, bucket), _least, Maximum);
            }
        }

        return Maximum;
    }

    private static (int Octave, int Bucket) Place(long value)
    {
        if (value < Buckets) return (0, (int)value);
        int octave = BitOperations.Log2((ulong)value) - Bits + 1;
        return (octave, (int)(value >> (octave - 1)) & (Buckets - 1));
    }

    private static long Middle(int octave, int bucket)
    {
        if (octave == 0) return bucket;
        long width = 1L << (octave - 1);
        return (Buckets + (long)bucket) * width + (width - 1) / 2;
    }
}
