using System.Globalization;
using System.Management.Automation;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>The order of any two values, as Sort-Object and Group-Object see it; it never throws.</summary>
internal sealed class ValueComparer(bool caseSensitive, CultureInfo culture) : IComparer<object?>
{
    /// <summary>The mark of "has no such property": after every value, in either order.</summary>
    public static readonly object Missing = new();

    public bool CaseSensitive => caseSensitive;

    public CultureInfo Culture => culture;

    public int Compare(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
            return 0;
        if (ReferenceEquals(x, Missing))
            return 1;
        if (ReferenceEquals(y, Missing))
            return -1;

        x = Base(x);
        y = Base(y);

        // Two of one kind need none of the engine's conversions; this is nearly every comparison there is.
        if (x is not null && y is not null && x.GetType() == y.GetType())
        {
            if (x is string left)
                return culture.CompareInfo.Compare(left, (string)y, caseSensitive ? CompareOptions.None : CompareOptions.IgnoreCase);
            if (x is IComparable comparable and (long or int or ulong or uint or double or DateTime or DateTimeOffset or TimeSpan))
                return comparable.CompareTo(y);
        }

        return LanguagePrimitives.TryCompare(x, y, !caseSensitive, culture, out int result)
            ? result
            : culture.CompareInfo.Compare(
                Text(x), Text(y), caseSensitive ? CompareOptions.None : CompareOptions.IgnoreCase);
    }

    public static object? Base(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string Text(object? value) => value is null ? "" : PSObject.AsPSObject(value).ToString();
}
