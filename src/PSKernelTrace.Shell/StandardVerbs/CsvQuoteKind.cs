namespace Microsoft.PowerShell.Commands;

/// <summary>Which fields of a CSV line are put in quotes.</summary>
public enum CsvQuoteKind
{
    Never,
    Always,
    AsNeeded,
}
