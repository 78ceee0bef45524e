using System.Management.Automation;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Which objects of a stream are chosen by place; holds no more of them than the choice needs.</summary>
internal abstract class ObjectWindow
{
    /// <summary>Nothing that is still to come can be chosen.</summary>
    public virtual bool HasAll => false;

    public static ObjectWindow OfEnds(int? first, int? last, int skip, int skipLast) => new Ends(first, last, skip, skipLast);

    public static ObjectWindow OfIndexes(IEnumerable<int> indexes) => new Indexes([.. indexes], chosen: true);

    public static ObjectWindow WithoutIndexes(IEnumerable<int> indexes) => new Indexes([.. indexes], chosen: false);

    /// <summary>Takes the next object; returns the one that is now known to be chosen, if any.</summary>
    public abstract PSObject? Offer(PSObject input);

    /// <summary>What only the end of the stream could decide.</summary>
    public virtual IEnumerable<PSObject> Rest() => [];

    private sealed class Ends(int? first, int? last, int skip, int skipLast) : ObjectWindow
    {
        private readonly Queue<PSObject> _held = new();

        // Without -First, -Skip with -Last counts from the end.
        private readonly int _skipAtEnd = first is null && last is not null ? skip : 0;
        private int _toSkip = first is null && last is not null ? 0 : skip;
        private int _streamed;

        public override bool HasAll => first is { } count && _streamed == count && (last is null or 0);

        public override PSObject? Offer(PSObject input)
        {
            if (_toSkip > 0)
            {
                _toSkip--;
                return null;
            }

            if (first is { } count && _streamed < count)
            {
                _streamed++;
                return input;
            }

            if (last is null && first is null)
            {
                _held.Enqueue(input);
                return _held.Count > skipLast ? _held.Dequeue() : null;
            }

            if (last is { } tail and > 0)
            {
                _held.Enqueue(input);
                if (_held.Count > (long)tail + _skipAtEnd)
                    _held.Dequeue();
            }

            return null;
        }

        public override IEnumerable<PSObject> Rest()
        {
            if (last is null)
                yield break; // what is held are the skipped last ones
            while (_held.Count > _skipAtEnd)
                yield return _held.Dequeue();
        }
    }

    private sealed class Indexes(HashSet<int> indexes, bool chosen) : ObjectWindow
    {
        private readonly int _highest = indexes.Count == 0 ? -1 : indexes.Max();
        private int _next;

        public override bool HasAll => chosen && _next > _highest;

        public override PSObject? Offer(PSObject input) => indexes.Contains(_next++) == chosen ? input : null;
    }
}
