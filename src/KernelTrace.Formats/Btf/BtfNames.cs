using System.Runtime.CompilerServices;

namespace KernelTrace.Formats.Btf;

/// <summary>The named types of one blob by their names, without a string for any of them.</summary>
internal sealed class BtfNames
{
    private readonly BtfTypes _types;
    private readonly int[] _buckets, _next; // the number of a type less that of the first; -1 ends a chain

    public BtfNames(BtfTypes types)
    {
        _types = types;
        _next = new int[types.Count - types.FirstId];
        _buckets = BtfNameHash.Buckets(_next.Length);
        Fill();
    }

    /// <summary>Finds the first type of a name that is of one of some kinds.</summary>
    /// <param name="kinds">A bit for each <see cref="BtfKind"/>.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    public bool TryFind(uint kinds, ReadOnlySpan<byte> name, out BtfType type)
    {
        ReadOnlySpan<uint> words = _types.Words;
        for (int i = _buckets[BtfNameHash.Of(name) & (_buckets.Length - 1)]; i >= 0; i = _next[i])
        {
            int at = _types.StartOf(i + _types.FirstId);
            int kind = (int)((words[at + 1] >> 24) & 0x7f);
            if (kind > 31 || (kinds & (1u << kind)) == 0 || !_types.NameAt(words[at]).SequenceEqual(name)) continue;
            type = _types.Type(i + _types.FirstId);
            return true;
        }

        type = default;
        return false;
    }

    /// <summary>All types of a name that are of one kind, in their order.</summary>
    public List<BtfType> FindAll(BtfKind kind, ReadOnlySpan<byte> name)
    {
        var found = new List<BtfType>();
        for (int i = _buckets[BtfNameHash.Of(name) & (_buckets.Length - 1)]; i >= 0; i = _next[i])
        {
            BtfType type = _types.Type(i + _types.FirstId);
            if (type.Kind == kind && type.NameBytes.SequenceEqual(name)) found.Add(type);
        }

        return found;
    }

    // once over a hundred thousand names
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill()
    {
        ReadOnlySpan<uint> words = _types.Words;
        // from the last to the first, so that the first of a name is found first
        for (int i = _next.Length - 1; i >= 0; i--)
        {
            uint name = words[_types.StartOf(i + _types.FirstId)];
            if (name == 0) continue;
            ref int bucket = ref _buckets[BtfNameHash.Of(_types.NameFrom(name)) & (_buckets.Length - 1)];
            _next[i] = bucket;
            bucket = i;
        }
    }
}
