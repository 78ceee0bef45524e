using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Select-Object's -Property, -ExcludeProperty and -ExpandProperty: one object in, its new shape out.</summary>
internal sealed class ObjectShaper
{
    private readonly PSCmdlet _cmdlet;
    private readonly PropertyArgument[] _properties;
    private readonly WildcardPattern[] _excluded;
    private readonly PropertyArgument? _expand;

    public ObjectShaper(PSCmdlet cmdlet, object[]? properties, string[]? excluded, string? expand)
    {
        _cmdlet = cmdlet;
        bool none = properties is null or { Length: 0 };

        // To leave something out means: out of everything.
        _properties = PropertyArgument.ParseAll(cmdlet, none && excluded is not null ? ["*"] : properties, "Expression", "Name", "Label");
        _excluded = [.. (excluded ?? []).Select(e => WildcardPattern.Get(e, WildcardOptions.IgnoreCase))];
        _expand = string.IsNullOrEmpty(expand) ? null : PropertyArgument.ParseAll(cmdlet, new[] { expand })[0];
    }

    public IEnumerable<ShapedObject> Shape(PSObject input)
    {
        if (_properties.Length == 0 && _expand is null)
            return [new ShapedObject(input, [])];

        List<PSNoteProperty> notes = Notes(input);
        return _expand is null ? [Build(input, notes)] : Expand(input, notes);
    }

    private ShapedObject Build(PSObject input, List<PSNoteProperty> notes)
    {
        var result = new PSObject(notes.Count);
        var names = new HashSet<string>(notes.Count, StringComparer.OrdinalIgnoreCase);
        foreach (PSNoteProperty note in notes)
        {
            if (names.Add(note.Name))
                result.Properties.Add(note, preValidated: true);
            else
                AlreadyThere(note.Name, input, "AlreadyExistingUserSpecifiedPropertyNoExpand");
        }

        if (notes.Count > 0)
            result.TypeNames.Insert(0, "Selected." + input.BaseObject.GetType());
        return new ShapedObject(result, notes);
    }

    private List<PSNoteProperty> Notes(PSObject input)
    {
        var notes = new List<PSNoteProperty>(_properties.Length);
        foreach (PropertyArgument property in _properties)
        {
            if (property.IsPlainName)
            {
                // A property that is not there is there, and null: the shape is the same for every input.
                property.TryGetValue(input, out object? value);
                if (!IsExcluded(property.Name))
                    notes.Add(new PSNoteProperty(property.Label ?? ExactName(input, property.Name), value));
            }
            else if (property.Expression.Script is not null)
            {
                property.TryGetValue(input, out object? value);
                string name = property.Label ?? property.Name.Trim();
                if (name.Length == 0)
                    PropertyKeys.Refuse(_cmdlet, "EmptyScriptBlockAndNoName", "An empty script block needs a name.");
                if (!IsExcluded(name))
                    notes.Add(new PSNoteProperty(name, value));
            }
            else
            {
                AddMatches(input, property, notes);
            }
        }

        return notes;
    }

    private void AddMatches(PSObject input, PropertyArgument property, List<PSNoteProperty> notes)
    {
        PSPropertyExpression[] found =
            [.. property.Expression.ResolveNames(input).Where(r => !IsExcluded(r.ToString()))];
        if (property.Label is not null && found.Length > 1)
        {
            _cmdlet.WriteError(new ErrorRecord(
                new InvalidOperationException("A wildcard that matches several properties cannot be renamed."),
                "RenamingMultipleResults", ErrorCategory.InvalidOperation, input));
            return;
        }

        foreach (PSPropertyExpression resolved in found)
        {
            foreach (PSPropertyExpressionResult result in resolved.GetValues(input))
                notes.Add(new PSNoteProperty(property.Label ?? result.ResolvedExpression.ToString(), result.Result));
        }
    }

    private IEnumerable<ShapedObject> Expand(PSObject input, List<PSNoteProperty> notes)
    {
        List<PSPropertyExpressionResult> results = _expand!.Expression.GetValues(input);
        if (results.Count != 1)
        {
            _cmdlet.WriteError(results.Count == 0
                ? Error($"Property \"{_expand.Name}\" cannot be found.", "ExpandPropertyNotFound", input)
                : Error($"Multiple properties match \"{_expand.Name}\".", "MutlipleExpandProperties", input));
            yield break;
        }

        if (results[0].Exception is { } failure)
        {
            _cmdlet.WriteError(new ErrorRecord(failure, "PropertyEvaluationExpand", ErrorCategory.InvalidResult, input));
            yield break;
        }

        if (results[0].Result is not { } value)
            yield break;

        IEnumerable values = LanguagePrimitives.GetEnumerable(value) ?? new[] { value };
        foreach (object? item in values)
        {
            if (item is not null)
                yield return new ShapedObject(WithNotes(item, input, notes), notes);
        }
    }

    private PSObject WithNotes(object item, PSObject input, List<PSNoteProperty> notes)
    {
        if (notes.Count == 0)
            return PSObject.AsPSObject(item);

        // A copy carries the notes: the object itself is someone else's too.
        PSObject carrier = item is PSObject wrapped ? wrapped.Copy() : new PSObject(item);
        foreach (PSNoteProperty note in notes)
        {
            if (carrier.Properties[note.Name] is null)
                carrier.Properties.Add(note);
            else
                AlreadyThere(note.Name, input, "AlreadyExistingUserSpecifiedPropertyExpand");
        }

        return carrier;
    }

    private bool IsExcluded(string name) => Array.Exists(_excluded, p => p.IsMatch(name));

    // The column is spelled as the object spells it, not as the command line does.
    private static string ExactName(PSObject input, string name)
        => input.Properties[name] is { } property ? property.Name : name;

    private void AlreadyThere(string name, PSObject input, string id)
        => _cmdlet.WriteError(new ErrorRecord(
            new PSArgumentException($"The property cannot be processed because the property \"{name}\" already exists."),
            id, ErrorCategory.InvalidOperation, input));

    private static ErrorRecord Error(string message, string id, PSObject input)
        => new(new PSArgumentException(message), id, ErrorCategory.InvalidArgument, input);
}
