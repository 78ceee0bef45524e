using System.Numerics;
using System.Runtime.CompilerServices;

namespace KernelTrace.Formats.Btf;

/// <summary>Hashes of names as they stand in the strings.</summary>
internal static class BtfNameHash
{
    /// <summary>Bytes that count: hostile names may share megabytes.</summary>
    private const int Longest = 128;

    /// <summary>The hash of a name that ends in a zero, or with the span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Of(ReadOnlySpan<byte> name)
    {
        uint hash = 2166136261; // FNV-1a
        if (name.Length > Longest) name = name[..Longest];
        foreach (byte value in name)
        {
            if (value == 0) break;
            hash = (hash ^ value) * 16777619;
        }

        return hash ^ (hash >> 15);
    }

    /// <summary>Buckets for a number of names.</summary>
    public static int[] Buckets(int count)
    {
        var buckets = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, 4))];
        Array.Fill(buckets, -1);
        return buckets;
    }
}
