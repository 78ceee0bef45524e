using System.Collections;
using System.Globalization;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>A group's name: its values, a null left out, a collection in braces.</summary>
internal static class GroupName
{
    public static string Of(object?[] values) => string.Join(", ", values.Where(v => v is not null).Select(One));

    private static string One(object? value)
        => value is ICollection items
            ? "{" + string.Join(", ", items.Cast<object?>().Select(Text)) + "}"
            : Text(value);

    private static string Text(object? value) => string.Create(CultureInfo.CurrentCulture, $"{value}");
}
