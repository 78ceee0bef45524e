using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Select-Object.</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = DefaultSet)]
public sealed class SelectObjectCommand : InputCmdlet
{
    private const string DefaultSet = "DefaultParameter";
    private const string SkipLastSet = "SkipLastParameter";
    private const string IndexSet = "IndexParameter";
    private const string SkipIndexSet = "SkipIndexParameter";

    private ObjectWindow _window = null!;
    private ObjectShaper _shaper = null!;
    private UniqueObjects? _uniques;

    [Parameter(Position = 0, ParameterSetName = DefaultSet)]
    [Parameter(Position = 0, ParameterSetName = SkipLastSet)]
    public object[]? Property { get; set; }

    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = SkipLastSet)]
    public string[]? ExcludeProperty { get; set; }

    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = SkipLastSet)]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    [Parameter(ParameterSetName = DefaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; }

    [Parameter(ParameterSetName = DefaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = SkipLastSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter(ParameterSetName = SkipLastSet)]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = IndexSet)]
    public SwitchParameter Wait { get; set; }

    [Parameter(ParameterSetName = IndexSet)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Index { get; set; }

    [Parameter(ParameterSetName = SkipIndexSet)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? SkipIndex { get; set; }

    protected override void BeginProcessing()
    {
        _shaper = new ObjectShaper(this, Property, ExcludeProperty, ExpandProperty);
        if (Unique)
            _uniques = new UniqueObjects(CaseInsensitive);
        _window = ParameterSetName switch
        {
            IndexSet => ObjectWindow.OfIndexes(Index!),
            SkipIndexSet => ObjectWindow.WithoutIndexes(SkipIndex!),
            _ => ObjectWindow.OfEnds(
                MyInvocation.BoundParameters.ContainsKey(nameof(First)) ? First : null,
                MyInvocation.BoundParameters.ContainsKey(nameof(Last)) ? Last : null,
                Skip,
                SkipLast),
        };
    }

    protected override void ProcessRecord()
    {
        if (!HasInput)
            return;

        if (_window.Offer(InputObject) is { } chosen)
            Shape(chosen);
        if (_window.HasAll && !Wait)
        {
            EndProcessing();
            throw Upstream.Stop(this);
        }
    }

    protected override void EndProcessing()
    {
        foreach (PSObject rest in _window.Rest())
            Shape(rest);
        if (_uniques is not null)
            WriteObject(_uniques.Take(), enumerateCollection: true);
    }

    private void Shape(PSObject input)
    {
        foreach (ShapedObject shaped in _shaper.Shape(input))
        {
            if (_uniques is null)
                WriteObject(shaped.Value);
            else
                _uniques.Add(shaped);
        }
    }
}
