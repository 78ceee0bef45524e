namespace Microsoft.PowerShell.Commands;

/// <summary>What Measure-Object found, of one property or of the objects themselves.</summary>
public abstract class MeasureInfo
{
    public string? Property { get; set; }
}
