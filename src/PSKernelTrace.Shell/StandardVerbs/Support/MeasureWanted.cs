namespace PSKernelTrace.Shell.StandardVerbs.Support;

/// <summary>Which statistics Measure-Object was asked for.</summary>
internal readonly record struct MeasureWanted(
    bool Sum,
    bool Average,
    bool Minimum,
    bool Maximum,
    bool Deviation,
    bool Lines,
    bool Words,
    bool Characters,
    bool IgnoreWhiteSpace)
{
    public bool NeedsNumbers => Sum || Average || Deviation;

    public bool NeedsText => Lines || Words || Characters;
}
