using System.Runtime.CompilerServices;

namespace KernelTrace.Formats.Btf;

/// <summary>The enumerators of one blob by their names.</summary>
internal sealed class BtfEnumerators
{
    private readonly BtfTypes _types;
    private readonly List<(int Id, int Word)> _all = []; // the enum and the first word of the enumerator
    private readonly int[] _buckets, _next;

    public BtfEnumerators(BtfTypes types)
    {
        _types = types;
        Collect();
        _next = new int[_all.Count];
        _buckets = BtfNameHash.Buckets(_all.Count);
        Fill();
    }

    public bool TryFind(ReadOnlySpan<byte> name, out long value)
    {
        ReadOnlySpan<uint> words = _types.Words;
        for (int i = _buckets[BtfNameHash.Of(name) & (_buckets.Length - 1)]; i >= 0; i = _next[i])
        {
            (int id, int word) = _all[i];
            if (!_types.NameAt(words[word]).SequenceEqual(name)) continue;
            value = _types.Type(id).EnumeratorValue(words[word..]);
            return true;
        }

        value = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Collect()
    {
        ReadOnlySpan<uint> words = _types.Words;
        for (int id = _types.FirstId; id < _types.Count; id++)
        {
            int at = _types.StartOf(id);
            uint info = words[at + 1];
            var kind = (BtfKind)((info >> 24) & 0x7f);
            if (kind is not (BtfKind.Enum or BtfKind.Enum64)) continue;
            int stride = kind == BtfKind.Enum ? 2 : 3;
            for (int i = 0; i < (int)(info & 0xffffff); i++) _all.Add((id, at + 3 + i * stride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill()
    {
        ReadOnlySpan<uint> words = _types.Words;
        for (int i = _next.Length - 1; i >= 0; i--)
        {
            ref int bucket = ref _buckets[BtfNameHash.Of(_types.NameFrom(words[_all[i].Word])) & (_buckets.Length - 1)];
            _next[i] = bucket;
            bucket = i;
        }
    }
}
