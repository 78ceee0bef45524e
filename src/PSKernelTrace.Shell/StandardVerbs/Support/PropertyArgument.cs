using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>One item of a -Property: a name, a name with wildcards, a script block, or a hashtable around one of them.</summary>
internal sealed class PropertyArgument
{
    private readonly PropertyGetter? _getter;

    private PropertyArgument(PSPropertyExpression expression, string? label, bool? descending)
    {
        Expression = expression;
        Label = label;
        Descending = descending;
        if (expression.Script is null && !expression.HasWildCardCharacters)
            _getter = new PropertyGetter(expression.ToString());
    }

    public PSPropertyExpression Expression { get; }

    /// <summary>The name given by the hashtable's Name or Label.</summary>
    public string? Label { get; }

    /// <summary>The order given by the hashtable's Ascending or Descending.</summary>
    public bool? Descending { get; }

    /// <summary>One name, which needs no looking up in each object.</summary>
    public bool IsPlainName => _getter is not null;

    public string Name => Expression.ToString();

    public static PropertyArgument[] ParseAll(PSCmdlet cmdlet, IEnumerable? items, params string[] allowedKeys)
        => items is null ? [] : [.. items.Cast<object?>().Select(i => Parse(cmdlet, i, allowedKeys))];

    /// <summary>The same argument for one of the names that its wildcards found.</summary>
    public PropertyArgument WithName(string name) => new(new PSPropertyExpression(name, isResolved: true), Label, Descending);

    /// <summary>The value on this object; false when the object has no such property. Not for wildcards.</summary>
    public bool TryGetValue(PSObject input, out object? value)
    {
        if (_getter is not null)
            return _getter.TryGet(input, out value);

        List<PSPropertyExpressionResult> results = Expression.GetValues(input);
        value = results.Count > 0 ? results[0].Result : null;
        return results.Count > 0;
    }

    private static PropertyArgument Parse(PSCmdlet cmdlet, object? item, string[] allowedKeys)
        => PropertyKeys.Unwrap(item) switch
        {
            ScriptBlock script => new PropertyArgument(new PSPropertyExpression(script), null, null),
            IDictionary map => FromTable(cmdlet, map, allowedKeys),
            PSPropertyExpression expression => new PropertyArgument(expression, null, null),
            string { Length: > 0 } name => new PropertyArgument(new PSPropertyExpression(name), null, null),
            { } other when other.ToString() is { Length: > 0 } name
                => new PropertyArgument(new PSPropertyExpression(name), null, null),
            _ => throw PropertyKeys.Refuse(cmdlet, "ExpressionEmptyString1", "Empty property name."),
        };

    private static PropertyArgument FromTable(PSCmdlet cmdlet, IDictionary map, string[] allowedKeys)
    {
        Dictionary<string, object?> keys = PropertyKeys.Read(cmdlet, map, allowedKeys);
        string? label = keys.GetValueOrDefault("Name")?.ToString() ?? keys.GetValueOrDefault("Label")?.ToString();
        bool? descending = keys.TryGetValue("Descending", out object? d) ? LanguagePrimitives.IsTrue(d)
            : keys.TryGetValue("Ascending", out object? a) ? !LanguagePrimitives.IsTrue(a)
            : null;

        // As the real one: a table of a name alone selects the property of that name.
        if (!keys.TryGetValue("Expression", out object? expression) && (expression = label) is null)
            throw PropertyKeys.Refuse(cmdlet, "DictionaryKeyMandatoryEntry", "The Expression key is missing from the property table.");

        return new PropertyArgument(Parse(cmdlet, expression, allowedKeys).Expression, label, descending);
    }
}
