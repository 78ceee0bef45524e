using System.Globalization;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Finds each object's group by a table of its values; nothing is kept of an object that its group does not keep.</summary>
internal sealed class ObjectGrouper
{
    private readonly PropertyArgument?[] _arguments;
    private readonly bool _noElement;
    private readonly ValueComparer _comparer;
    private readonly Dictionary<GroupKey, GroupInfo> _byKey;
    private readonly List<(object?[] Values, GroupInfo Group)> _groups = [];
    private readonly Type?[] _types;
    private readonly object?[] _values;
    private bool _mixed;

    public ObjectGrouper(PropertyArgument[] arguments, bool noElement, bool caseSensitive, CultureInfo culture)
    {
        _arguments = arguments.Length == 0 ? new PropertyArgument?[1] : arguments;
        _noElement = noElement;
        _comparer = new ValueComparer(caseSensitive, culture);
        _byKey = new Dictionary<GroupKey, GroupInfo>(new GroupKeyComparer(caseSensitive));
        _types = new Type?[_arguments.Length];
        _values = new object?[_arguments.Length];
    }

    public void Add(PSObject input)
    {
        for (int i = 0; i < _values.Length; i++)
            _values[i] = ValueOf(_arguments[i], input);

        if (!_byKey.TryGetValue(new GroupKey(_values), out GroupInfo? group))
            group = Enter();
        group.Add(input);
    }

    /// <summary>In the order of their values when these are of one type, else in the order in which they first came.</summary>
    public IReadOnlyList<GroupInfo> Groups()
    {
        IEnumerable<(object?[] Values, GroupInfo Group)> groups = _mixed
            ? _groups
            : _groups.Order(Comparer<(object?[] Values, GroupInfo Group)>.Create((a, b) => Compare(a.Values, b.Values)));
        return [.. groups.Select(g => g.Group)];
    }

    private static object? ValueOf(PropertyArgument? argument, PSObject input)
        => argument is null ? input.BaseObject is PSCustomObject ? input : input.BaseObject
            : argument.TryGetValue(input, out object? value) ? ValueComparer.Base(value)
            : null;

    // A key that the table has not seen may still compare as equal to another: 1 and 1.0, 'a' and a char.
    private GroupInfo Enter()
    {
        object?[] values = [.. _values];
        NoteTypes(values);
        GroupInfo? group = _mixed || !Array.TrueForAll(values, v => v is null or string or ValueType)
            ? _groups.Find(g => Compare(g.Values, values) == 0).Group
            : null;
        if (group is null)
        {
            string name = GroupName.Of(values);
            group = _noElement ? new GroupInfoNoElement(name, values) : new GroupInfo(name, values);
            _groups.Add((values, group));
        }

        _byKey.Add(new GroupKey(values), group);
        return group;
    }

    private void NoteTypes(object?[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Type? type = values[i]?.GetType();
            _types[i] ??= type;
            _mixed |= type is not null && type != _types[i];
        }
    }

    private int Compare(object?[] x, object?[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (_comparer.Compare(x[i], y[i]) is var c && c != 0)
                return c;
        }

        return 0;
    }
}
