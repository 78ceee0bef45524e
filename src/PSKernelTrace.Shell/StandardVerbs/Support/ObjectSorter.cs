using System.Management.Automation;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Sorts objects by their keys, each key read once, equals in the order in which they came.</summary>
internal sealed class ObjectSorter(PropertyArgument[] arguments, bool descending, ValueComparer comparer)
{
    public IReadOnlyList<PSObject> Sort(List<PSObject> inputs, bool unique)
    {
        PropertyArgument?[] columns = [.. arguments.SelectMany(a => Expand(a, inputs))];
        if (arguments.Length == 0)
            columns = [null]; // the object itself is the key

        bool[] down = [.. columns.Select(c => c?.Descending ?? descending)];
        object?[][] keys = [.. columns.Select(c => Keys(c, inputs))];
        int[]? order = keys.Length == 1 ? TypedOrder.Of(keys[0], down[0], comparer.CaseSensitive, comparer.Culture) : null;
        if (order is null)
        {
            order = [.. Enumerable.Range(0, inputs.Count)];
            Array.Sort(order, (a, b) => Compare(a, b) is var c && c != 0 ? c : a.CompareTo(b));
        }

        return Take();

        int Compare(int a, int b)
        {
            for (int k = 0; k < keys.Length; k++)
            {
                int c = comparer.Compare(keys[k][a], keys[k][b]);

                // What has no such property comes last in either order.
                bool missing = ReferenceEquals(keys[k][a], ValueComparer.Missing) || ReferenceEquals(keys[k][b], ValueComparer.Missing);
                if (c != 0)
                    return down[k] && !missing ? -Math.Sign(c) : c;
            }

            return 0;
        }

        List<PSObject> Take()
        {
            var sorted = new List<PSObject>(order.Length);
            for (int i = 0; i < order.Length; i++)
            {
                if (!unique || i == 0 || Compare(order[i - 1], order[i]) != 0)
                    sorted.Add(inputs[order[i]]);
            }

            return sorted;
        }
    }

    private static object?[] Keys(PropertyArgument? column, List<PSObject> inputs)
    {
        var keys = new object?[inputs.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = column is null ? inputs[i].BaseObject is PSCustomObject ? inputs[i] : inputs[i].BaseObject
                : column.TryGetValue(inputs[i], out object? value) ? ValueComparer.Base(value)
                : ValueComparer.Missing;
        }

        return keys;
    }

    // A wildcard stands for the properties that it finds in the first object.
    private static IEnumerable<PropertyArgument> Expand(PropertyArgument argument, List<PSObject> inputs)
        => argument.IsPlainName || argument.Expression.Script is not null
            ? [argument]
            : argument.Expression.ResolveNames(inputs[0]).Select(r => argument.WithName(r.ToString()));
}
