using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Measure-Object.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object", DefaultParameterSetName = GenericSet)]
[OutputType(typeof(GenericMeasureInfo), typeof(TextMeasureInfo), typeof(GenericObjectMeasureInfo))]
public sealed class MeasureObjectCommand : InputCmdlet
{
    private const string GenericSet = "GenericMeasure";
    private const string TextSet = "TextMeasure";

    private readonly ObjectStatistics _whole = new(null);
    private readonly Dictionary<string, ObjectStatistics> _byName = new(StringComparer.OrdinalIgnoreCase);
    private PropertyArgument[] _arguments = [];
    private MeasureWanted _wanted;
    private bool _notNumeric;

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public object[]? Property { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter StandardDeviation { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter Sum { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter Average { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter Maximum { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter Minimum { get; set; }

    [Parameter(ParameterSetName = TextSet)]
    public SwitchParameter Line { get; set; }

    [Parameter(ParameterSetName = TextSet)]
    public SwitchParameter Word { get; set; }

    [Parameter(ParameterSetName = TextSet)]
    public SwitchParameter Character { get; set; }

    [Parameter(ParameterSetName = TextSet)]
    public SwitchParameter IgnoreWhiteSpace { get; set; }

    protected override void BeginProcessing()
    {
        _arguments = PropertyArgument.ParseAll(this, Property);
        _wanted = new MeasureWanted(
            Sum || AllStats, Average || AllStats, Minimum || AllStats, Maximum || AllStats, StandardDeviation || AllStats,
            Line, Word, Character, IgnoreWhiteSpace);

        // A name that no object has must be missed at the end.
        foreach (PropertyArgument argument in _arguments)
        {
            if (!argument.Expression.HasWildCardCharacters)
                _byName[argument.Name] = new ObjectStatistics(argument.Name);
        }
    }

    protected override void ProcessRecord()
    {
        if (!HasInput)
            return;

        if (_arguments.Length == 0)
        {
            Count(_whole, InputObject.BaseObject);
            return;
        }

        foreach (PropertyArgument argument in _arguments)
            CountProperties(argument);
    }

    protected override void EndProcessing()
    {
        IEnumerable<ObjectStatistics> all = _arguments.Length == 0 ? [_whole] : _byName.Values;
        foreach (ObjectStatistics statistics in all)
        {
            if (_arguments.Length > 0 && statistics.Count == 0)
            {
                NotFound(statistics.Name!);
                continue;
            }

            WriteObject(ParameterSetName == TextSet
                ? statistics.ToText(_wanted)
                : statistics.ToGeneric(_wanted, _notNumeric, forObjects: statistics.HasObjectExtremes(_wanted)));
        }
    }

    private void CountProperties(PropertyArgument argument)
    {
        if (!argument.Expression.HasWildCardCharacters)
        {
            if (argument.TryGetValue(InputObject, out object? value))
                Count(_byName[argument.Name], ValueComparer.Base(value));
            return;
        }

        foreach (PSPropertyExpression resolved in argument.Expression.ResolveNames(InputObject))
        {
            string name = resolved.ToString();
            if (!_byName.TryGetValue(name, out ObjectStatistics? statistics))
                _byName[name] = statistics = new ObjectStatistics(name);
            Count(statistics, ValueComparer.Base(resolved.GetValues(InputObject)[0].Result));
        }
    }

    private void Count(ObjectStatistics statistics, object? value)
    {
        if (statistics.Add(value, _wanted))
            return;

        _notNumeric = true;
        WriteError(new ErrorRecord(
            new PSInvalidOperationException($"Input object \"{value}\" is not numeric."),
            "NonNumericInputObject", ErrorCategory.InvalidType, value));
    }

    private void NotFound(string name)
        => WriteError(new ErrorRecord(
            new PSArgumentException($"The property \"{name}\" cannot be found in the input for any objects."),
            ParameterSetName == TextSet ? "TextMeasurePropertyNotFound" : "GenericMeasurePropertyNotFound",
            ErrorCategory.InvalidArgument, null));
}
