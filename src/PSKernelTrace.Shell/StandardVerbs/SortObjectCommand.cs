using System.Globalization;
using System.Management.Automation;
using PSKernelTrace.Shell.StandardVerbs.Support;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stand-in for Sort-Object. The order of equals is always kept, which the real one promises with -Stable.</summary>
[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
public sealed class SortObjectCommand : InputCmdlet
{
    private readonly List<PSObject> _inputs = [];

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Stable { get; set; }

    [Parameter(ParameterSetName = "Top", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    [Parameter(ParameterSetName = "Bottom", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; }

    protected override void ProcessRecord()
    {
        if (HasInput)
            _inputs.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        if (_inputs.Count == 0)
            return;

        object[]? properties = Property ?? DefaultKeys.Of(_inputs[0]);
        PropertyArgument[] arguments = PropertyArgument.ParseAll(this, properties, "Expression", "Ascending", "Descending");
        var sorter = new ObjectSorter(arguments, Descending, new ValueComparer(CaseSensitive, CultureOf(Culture)));
        IReadOnlyList<PSObject> sorted = sorter.Sort(_inputs, Unique);
        int from = Bottom > 0 ? Math.Max(sorted.Count - Bottom, 0) : 0;
        int to = Top > 0 ? Math.Min(Top, sorted.Count) : sorted.Count;
        for (int i = from; i < to; i++)
            WriteObject(sorted[i]);
    }

    private static CultureInfo CultureOf(string? name)
        => string.IsNullOrEmpty(name) ? CultureInfo.CurrentCulture
            : int.TryParse(name, out int id) ? CultureInfo.GetCultureInfo(id)
            : CultureInfo.GetCultureInfo(name);
}
