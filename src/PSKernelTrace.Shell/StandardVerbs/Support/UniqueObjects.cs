using System.Globalization;
using System.Management.Automation;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>The first of each set of equal objects, for Select-Object -Unique; equal is what compares as equal.</summary>
internal sealed class UniqueObjects(bool ignoreCase)
{
    private readonly ValueComparer _comparer = new(!ignoreCase, CultureInfo.CurrentCulture);
    private readonly HashSet<string> _texts = new(ignoreCase ? StringComparer.CurrentCultureIgnoreCase : StringComparer.CurrentCulture);
    private List<ShapedObject> _kept = [];
    private bool _onlyTexts = true;

    public void Add(ShapedObject item)
    {
        // Strings, the common case, need no comparison with all that went before.
        if (item is { Notes.Count: 0, Value.BaseObject: string text })
        {
            if (_texts.Add(text) && (_onlyTexts || !_kept.Exists(k => AreEqual(k, item))))
                _kept.Add(item);
            return;
        }

        _onlyTexts = false;
        if (!_kept.Exists(k => AreEqual(k, item)))
            _kept.Add(item);
    }

    public PSObject[] Take()
    {
        PSObject[] all = [.. _kept.Select(k => k.Value)];
        _kept = [];
        return all;
    }

    private bool AreEqual(ShapedObject kept, ShapedObject item)
        => kept.Notes.Count == item.Notes.Count
            && (kept.Value.BaseObject is PSCustomObject && item.Value.BaseObject is PSCustomObject
                || _comparer.Compare(kept.Value.BaseObject, item.Value.BaseObject) == 0)
            && item.Notes.All(n => kept.Value.Properties[n.Name] is { } p && _comparer.Compare(p.Value, n.Value) == 0);
}
